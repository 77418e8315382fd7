/** Thousands of histories, the same with each rule broken, and the defects that were found this way. */
@NullMarked
package io.bothways.simulation;

import org.jspecify.annotations.NullMarked;
