package io.bothways.connector.read;

/**
 * A read position that only its connector understands. It stands on the app's clock and already contains the overlap
 * and tie-break that the app needs; the poller stores it after the page is durable, and nothing else.
 */
public record Cursor(String position) {}
