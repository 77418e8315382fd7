/**
 * Abilities that write. Each method gives one answer per input, in the order of the inputs; it throws only where the
 * whole call failed, and its kind says whether anything may have been applied (OUTCOME_UNKNOWN) or nothing was.
 */
@NullMarked
package io.bothways.connector.write;

import org.jspecify.annotations.NullMarked;
