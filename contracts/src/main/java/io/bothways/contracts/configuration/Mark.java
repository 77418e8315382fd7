package io.bothways.contracts.configuration;

/**
 * A value that is written to a record to mark it.
 *
 * @param field the marked record's field; of a set the value becomes one more member
 * @param value as text, in the words of the field's type
 */
public record Mark(MappedField field, String value) {}
