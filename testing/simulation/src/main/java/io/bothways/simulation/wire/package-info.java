/**
 * What lies between the parts: virtual time, tickets, channels that deliver at least once and not always in order, and
 * calls to apps whose answers may be lost. Decides nothing about records.
 */
@NullMarked
package io.bothways.simulation.wire;

import org.jspecify.annotations.NullMarked;
