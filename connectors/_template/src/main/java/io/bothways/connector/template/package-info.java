/**
 * A connector to copy. It speaks to Cardbox, the small app of the simulators' own, and does what an app has at the
 * least: describe, list, count, read by id, create, update, delete, webhooks. The manifest of the same app shows how
 * the same is said without Java.
 */
@NullMarked
package io.bothways.connector.template;

import org.jspecify.annotations.NullMarked;
