/**
 * The scenario of {@code ./bothways check --connections}: pairs and chains of apps, each with fake apps of its own,
 * side by side on one stack. The steps are written once, over what the apps say of their own fields; what tells one app from
 * another stands in {@link io.bothways.endtoend.connections.Vendor}, what is connected in
 * {@link io.bothways.endtoend.connections.Scene}.
 */
@NullMarked
package io.bothways.endtoend.connections;

import org.jspecify.annotations.NullMarked;
