package io.bothways.merge.batch;

import io.bothways.contracts.Side;

/**
 * A link that waits until another record is linked.
 *
 * @param waiting the link that waits
 * @param side the side of the awaited record
 * @param awaited the object sync that the awaited record belongs to
 * @param id the awaited record
 */
public record Edge(LinkKey waiting, Side side, String awaited, String id) {}
