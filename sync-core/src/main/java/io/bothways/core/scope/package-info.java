/**
 * Which records are kept in step. A record is out only where a rule says so of what was read; a field that was not read
 * decides nothing. Never reads a clock: a rule means the same tomorrow.
 */
@NullMarked
package io.bothways.core.scope;

import org.jspecify.annotations.NullMarked;
