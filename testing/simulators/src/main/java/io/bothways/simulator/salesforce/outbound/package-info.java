/**
 * Outbound Messages: the SOAP that Salesforce sends when a record was created or edited, its queue, its retries and
 * the one answer that it accepts. Messages carry what a record holds when they are sent, not what changed.
 */
@NullMarked
package io.bothways.simulator.salesforce.outbound;

import org.jspecify.annotations.NullMarked;
