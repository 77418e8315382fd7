/**
 * Finds the counterpart of a record that has none, in the mirror: matching costs no API call. Exactly one candidate is
 * linked; more than one, or one that is taken, goes to a person; none means that a counterpart is to be made.
 */
@NullMarked
package io.bothways.merge.match;

import org.jspecify.annotations.NullMarked;
