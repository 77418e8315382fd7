package io.bothways.merge.batch;

import io.bothways.contracts.Side;

/** One side of a sync, by name: {@code sync} is a link key without link. */
public record SyncSide(LinkKey sync, Side side) {}
