/** The abilities of an app that a manifest describes, each where the manifest has its operation. */
@NullMarked
package io.bothways.connector.manifest.ability;

import org.jspecify.annotations.NullMarked;
