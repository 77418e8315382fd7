/**
 * Who may come in: bearer keys for machines, one-time codes and sessions for people. Everything else of the service
 * sees a tenant, never a key.
 */
@NullMarked
package io.bothways.status.access;

import org.jspecify.annotations.NullMarked;
