/** Incremental polls: cursors, and pages that are durable before the cursor that covers them is stored. */
@NullMarked
package io.bothways.poller.poll;

import org.jspecify.annotations.NullMarked;
