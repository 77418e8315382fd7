/**
 * Where messages come in and where the service's own rounds are started: thin beans that decode, call the flow and
 * acknowledge. A message that cannot be understood or merged is parked and blocks nothing.
 */
@NullMarked
package io.bothways.merge.intake;

import org.jspecify.annotations.NullMarked;
