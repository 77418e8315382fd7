/**
 * The commands that people type: each reads its options, acts through the stack or on what the table of processes says,
 * and tells the outcome in words or as one JSON object.
 */
@NullMarked
package io.bothways.launcher.command;

import org.jspecify.annotations.NullMarked;
