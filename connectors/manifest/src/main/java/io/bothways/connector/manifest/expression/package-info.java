/**
 * The expressions of manifests: JSONata, which reads and reshapes JSON and reaches nothing else. They stand bare where a
 * value is read from an answer, and between double braces in the texts of a request.
 */
@NullMarked
package io.bothways.connector.manifest.expression;

import org.jspecify.annotations.NullMarked;
