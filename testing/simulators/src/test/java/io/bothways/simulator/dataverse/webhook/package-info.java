/** Tests of webhooks without a network. */
@NullMarked
package io.bothways.simulator.dataverse.webhook;

import org.jspecify.annotations.NullMarked;
