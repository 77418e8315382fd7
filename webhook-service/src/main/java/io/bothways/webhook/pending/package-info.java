/** Hinted records that wait: coalesced per record, due after their settle delay, leased to one replica. */
@NullMarked
package io.bothways.webhook.pending;

import org.jspecify.annotations.NullMarked;
