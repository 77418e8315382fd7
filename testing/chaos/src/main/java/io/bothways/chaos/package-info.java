/**
 * {@code ./bothways chaos}: the whole stack with two simulated apps whose people go on editing while everything breaks.
 * Decides nothing about the faults (see {@code fault}) nor about the verdict (see {@code judge}): it only lets them meet.
 */
@NullMarked
package io.bothways.chaos;

import org.jspecify.annotations.NullMarked;
