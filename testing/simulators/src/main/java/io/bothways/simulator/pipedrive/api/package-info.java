/**
 * The calls of both API versions: version 2 for persons, organizations and deals, version 1 for what has no other.
 */
@NullMarked
package io.bothways.simulator.pipedrive.api;

import org.jspecify.annotations.NullMarked;
