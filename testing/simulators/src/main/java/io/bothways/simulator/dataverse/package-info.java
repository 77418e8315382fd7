/**
 * Microsoft Dataverse (Dynamics 365), imitated: the Web API of one environment with contacts, accounts, leads,
 * opportunities, a custom table and its users. Written from the vendor's documentation.
 */
@NullMarked
package io.bothways.simulator.dataverse;

import org.jspecify.annotations.NullMarked;
