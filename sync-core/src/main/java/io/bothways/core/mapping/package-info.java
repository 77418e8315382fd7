/**
 * How a value of one side is said on the other: types that fit, option maps, references through links; which mappings
 * two schemas suggest by themselves, and what is wrong with a configuration.
 */
@NullMarked
package io.bothways.core.mapping;

import org.jspecify.annotations.NullMarked;
