package io.bothways.chaos.fault;

import io.bothways.contracts.Side;

/**
 * A fault of the schedule.
 *
 * @param atMillis milliseconds after the people began
 * @param side the app that it happens in; of no concern where it happens to a process
 * @param lastsMillis how long it goes on, 0 for a moment
 * @param times how many calls it hits
 */
public record PlannedFault(long atMillis, FaultKind kind, Side side, long lastsMillis, int times) {}
