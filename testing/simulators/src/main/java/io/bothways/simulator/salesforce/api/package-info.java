/**
 * The REST API of the organization, resource by resource, as the vendor documents it. Handlers read the call, let
 * {@code records} decide and write the answer; they keep nothing but open query cursors.
 */
@NullMarked
package io.bothways.simulator.salesforce.api;

import org.jspecify.annotations.NullMarked;
