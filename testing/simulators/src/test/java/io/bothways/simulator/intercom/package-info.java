/** Tests of the fake Intercom against the vendor's OpenAPI description and its documented habits. */
@NullMarked
package io.bothways.simulator.intercom;

import org.jspecify.annotations.NullMarked;
