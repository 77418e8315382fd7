package io.bothways.core.merge;

import io.bothways.contracts.record.FieldValue;
import io.bothways.core.mapping.References;
import java.util.Map;

/**
 * What the decision about a new counterpart reads.
 *
 * @param now the source record as the mirror holds it
 * @param region country of national phone numbers
 */
public record CreateView(Map<String, FieldValue> now, References references, String region) {}
