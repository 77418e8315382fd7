/**
 * Abilities that read: listings, changes, deletions, records by id or key, counts, schema. All of them may be asked
 * twice.
 */
@NullMarked
package io.bothways.connector.read;

import org.jspecify.annotations.NullMarked;
