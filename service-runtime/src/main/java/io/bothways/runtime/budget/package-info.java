/** The calls that an account has: one truth in PostgreSQL for poller, webhook and writer replicas (docs/adr/0011). */
@NullMarked
package io.bothways.runtime.budget;

import org.jspecify.annotations.NullMarked;
