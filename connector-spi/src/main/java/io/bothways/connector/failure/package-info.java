/**
 * What a failed call means. {@link io.bothways.connector.failure.FailureKind} says what is to be done, decided by rules
 * over status, header and code fields; a message alone never decides.
 */
@NullMarked
package io.bothways.connector.failure;

import org.jspecify.annotations.NullMarked;
