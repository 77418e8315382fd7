/** Webhooks v2: who has subscribed to what, how events look, and when the vendor stops sending to a target. */
@NullMarked
package io.bothways.simulator.pipedrive.webhook;

import org.jspecify.annotations.NullMarked;
