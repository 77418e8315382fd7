/**
 * Processes of the operating system: started, logged, watched, started again when they die, remembered in a file by
 * pid and start time, and ended in order. Knows nothing of what they do.
 */
@NullMarked
package io.bothways.launcher.process;

import org.jspecify.annotations.NullMarked;
