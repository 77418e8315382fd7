/**
 * Microsoft Dataverse, the database under Dynamics 365: delta links for changes and deletions, {@code $batch} for
 * writes, fields from the organisation's own metadata. Every quirk with its source stands in the README beside it.
 */
@NullMarked
package io.bothways.connector.dataverse;

import org.jspecify.annotations.NullMarked;
