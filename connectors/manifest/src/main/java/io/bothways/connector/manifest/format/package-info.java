/**
 * The manifest as a file: YAML is read with its lines, held to the JSON Schema that editors use too, and becomes a
 * {@link io.bothways.connector.manifest.format.Manifest}. Every problem names file, line, path and what is allowed.
 */
@NullMarked
package io.bothways.connector.manifest.format;

import org.jspecify.annotations.NullMarked;
