/**
 * Whether a push is genuine and new, and what the records that it speaks of now hold. Answers 2xx only once the hint is
 * durable; never trusts a payload or its order; never makes the sender wait for the app's API.
 */
@NullMarked
package io.bothways.webhook;

import org.jspecify.annotations.NullMarked;
