/**
 * The demo: two simulated apps with a shared past, connected through the REST API, and simulated people who edit in
 * both. Everything it does a user could do by hand.
 */
@NullMarked
package io.bothways.launcher.demo;

import org.jspecify.annotations.NullMarked;
