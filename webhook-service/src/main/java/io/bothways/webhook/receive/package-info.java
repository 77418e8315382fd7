/** The door for pushes: whose it is, whether it is genuine, and its hints made durable. */
@NullMarked
package io.bothways.webhook.receive;

import org.jspecify.annotations.NullMarked;
