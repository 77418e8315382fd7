/**
 * Pipedrive as documented: persons, organizations and deals over API v2, leads, users, merges and webhook subscriptions
 * over v1, search with its lagging index, the daily token budget beside the burst limits, and webhooks v2 that are not
 * signed.
 */
@NullMarked
package io.bothways.simulator.pipedrive;

import org.jspecify.annotations.NullMarked;
