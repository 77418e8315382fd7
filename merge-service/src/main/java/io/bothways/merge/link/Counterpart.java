package io.bothways.merge.link;

import io.bothways.contracts.Side;
import io.bothways.merge.batch.LinkKey;

/** A record and the one that it is linked to; {@code object} is a link key without link. */
public record Counterpart(LinkKey object, Side side, String id, String partner) {}
