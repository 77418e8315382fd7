/**
 * The examples that a manifest brings along: each asks one ability and is held to the exchanges and the result that it
 * writes down. They are a manifest's own contract tests and need neither app nor network.
 */
@NullMarked
package io.bothways.connector.manifest.example;

import org.jspecify.annotations.NullMarked;
