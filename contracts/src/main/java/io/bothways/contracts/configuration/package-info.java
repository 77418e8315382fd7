/**
 * What a connection keeps in step: object syncs, mappings with transforms and policies, match keys, scope rules, what a
 * delete means. Frozen per version; a command names the version that it was decided under. Says, never decides.
 */
@NullMarked
package io.bothways.contracts.configuration;

import org.jspecify.annotations.NullMarked;
