package io.bothways.merge.link;

import io.bothways.contracts.Side;
import io.bothways.contracts.record.FieldValue;

/**
 * The value that lost a field's last conflict.
 *
 * @param side the side that held it
 * @param field that side's field
 * @param stood what the other side held, in its own words: where it holds another value now, somebody has edited since
 */
public record LostEdit(Side side, String field, FieldValue value, FieldValue stood) {}
