package io.bothways.core.mapping;

/**
 * Something in an object sync that cannot work.
 *
 * @param path where it stands: {@code mappings[phone].b}, {@code matchKeys[email].fieldA}
 * @param message what is wrong and what is allowed
 */
public record ConfigurationError(String path, String message) {}
