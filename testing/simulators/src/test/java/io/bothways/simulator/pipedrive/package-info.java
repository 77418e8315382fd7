/** Holds the fake Pipedrive against the vendor's documentation. */
@NullMarked
package io.bothways.simulator.pipedrive;

import org.jspecify.annotations.NullMarked;
