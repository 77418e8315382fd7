/** When something is done next, and by which replica. Knows nothing of what a poll is. */
@NullMarked
package io.bothways.poller.schedule;

import org.jspecify.annotations.NullMarked;
