package io.bothways.poller.schedule;

import java.time.Duration;

/**
 * When an object type is polled again.
 *
 * @param length the chosen interval, from which the next one is chosen
 * @param delay the interval with its jitter: the time until the next poll
 * @param reason why, in words for people
 */
public record Interval(Duration length, Duration delay, String reason) {}
