/**
 * Talks to a running stack as its users do: to the REST API with a bearer key, to the simulated apps through their
 * control API. Values that are credentials are passed on and never shown.
 */
@NullMarked
package io.bothways.launcher.client;

import org.jspecify.annotations.NullMarked;
