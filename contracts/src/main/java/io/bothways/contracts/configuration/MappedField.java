package io.bothways.contracts.configuration;

import io.bothways.contracts.record.ValueType;

/**
 * One end of a mapping.
 *
 * @param name the app's field name
 * @param creatable may be given on create
 * @param updatable may be changed later
 * @param required a create without it is refused by the app
 */
public record MappedField(String name, ValueType type, boolean creatable, boolean updatable, boolean required) {}
