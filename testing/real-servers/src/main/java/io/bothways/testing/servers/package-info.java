/**
 * The servers that integration tests run against: always a real Kafka and a real PostgreSQL, in containers where a
 * Docker engine answers, as embedded processes where none does. One of each per JVM, a fresh state per Quarkus start.
 */
@NullMarked
package io.bothways.testing.servers;

import org.jspecify.annotations.NullMarked;
