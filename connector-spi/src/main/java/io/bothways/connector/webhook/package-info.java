/** Abilities around an app's pushes: judging and reading them, and asking the app to send them. */
@NullMarked
package io.bothways.connector.webhook;

import org.jspecify.annotations.NullMarked;
