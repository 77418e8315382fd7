/**
 * Any REST app that a YAML manifest describes: the manifest is read and checked by {@code format}, its expressions stand
 * in {@code expression}, {@code call} fills requests in and sends them, {@code record} reads and says records, and each
 * ability of the SPI is a class of {@code ability}.
 */
@NullMarked
package io.bothways.connector.manifest;

import org.jspecify.annotations.NullMarked;
