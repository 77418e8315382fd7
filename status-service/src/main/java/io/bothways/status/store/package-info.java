/**
 * The way to the database: short words for statements, and the patience to wait for it. Knows nothing of what is
 * stored.
 */
@NullMarked
package io.bothways.status.store;

import org.jspecify.annotations.NullMarked;
