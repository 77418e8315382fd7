package io.bothways.merge.work;

import io.bothways.contracts.Side;
import io.bothways.contracts.record.FieldValue;
import io.bothways.merge.batch.LinkKey;

/**
 * The value of a conflict that did not stand; kept so that it can be put back.
 *
 * @param rule which rule of the merge decided
 * @param value what the winner holds, in its own words
 */
public record LostValue(LinkKey link, String mapping, Side winner, String rule, FieldValue value, FieldValue lost) {}
