/**
 * Real Kafka and real PostgreSQL without Docker: how each is prepared in a folder, with which command it runs as a
 * process of its own, and when it is ready. Starts no process for good by itself: who starts one also ends it.
 */
@NullMarked
package io.bothways.servers;

import org.jspecify.annotations.NullMarked;
