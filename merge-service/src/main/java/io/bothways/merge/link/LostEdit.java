package io.bothways.merge.link;

import io.bothways.contracts.Side;
import io.bothways.contracts.record.FieldValue;

/**
 * The value that lost a field's last conflict.
 *
 * @param side the side that held it
 * @param field that side's field
 */
public record LostEdit(Side side, String field, FieldValue value) {}
