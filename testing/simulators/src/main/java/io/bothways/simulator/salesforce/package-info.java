/**
 * A fake Salesforce organization behind the REST API, with Outbound Messages. This package puts it together and keeps
 * its door (sessions, daily calls); what is answered stands in {@code api}, what happens to records in {@code records}
 * and {@code process}. Written from the vendor's documentation, never from the connector.
 */
@NullMarked
package io.bothways.simulator.salesforce;

import org.jspecify.annotations.NullMarked;
