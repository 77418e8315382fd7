/** What a connection keeps in step: object syncs, mappings, match keys. Frozen per version; a command names the version that it was decided under. */
@NullMarked
package io.bothways.contracts.configuration;

import org.jspecify.annotations.NullMarked;
