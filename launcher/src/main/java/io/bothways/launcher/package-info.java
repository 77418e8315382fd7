/**
 * Starts and supervises everything with one command: PostgreSQL, Kafka, the five services and, on request, simulated
 * apps, each a process of its own. Decides where they listen, what they are told and in which order they come and go.
 */
@NullMarked
package io.bothways.launcher;

import org.jspecify.annotations.NullMarked;
