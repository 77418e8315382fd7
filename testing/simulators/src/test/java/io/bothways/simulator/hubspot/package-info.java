/** Tests of the fake HubSpot over HTTP, against the vendor's documented behaviour. */
@NullMarked
package io.bothways.simulator.hubspot;

import org.jspecify.annotations.NullMarked;
