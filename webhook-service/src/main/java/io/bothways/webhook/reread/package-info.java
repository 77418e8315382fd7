/** Reads hinted records again in batches and publishes what they hold. */
@NullMarked
package io.bothways.webhook.reread;

import org.jspecify.annotations.NullMarked;
