/**
 * What makes two records that are not linked yet candidates of each other: equal normalised match keys. Used once, for
 * the first match; afterwards a record is identified by its link.
 */
@NullMarked
package io.bothways.core.match;

import org.jspecify.annotations.NullMarked;
