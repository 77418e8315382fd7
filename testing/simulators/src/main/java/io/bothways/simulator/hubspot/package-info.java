/**
 * HubSpot CRM as documented: contacts and companies over the v3 object and v4 association APIs, search with its cap and
 * its lagging index, batches with their all-or-nothing habit, rate limits, and webhooks with v3 signatures.
 */
@NullMarked
package io.bothways.simulator.hubspot;

import org.jspecify.annotations.NullMarked;
