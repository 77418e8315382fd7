/** Tenants, accounts and connections as they are edited; the only writer of the registry. */
@NullMarked
package io.bothways.status.registry;

import org.jspecify.annotations.NullMarked;
