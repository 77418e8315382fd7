/** Tenants, accounts and connections as all services read them, and the vault for their credentials. Status-service is their only writer, save refreshed tokens. */
@NullMarked
package io.bothways.runtime.registry;

import org.jspecify.annotations.NullMarked;
