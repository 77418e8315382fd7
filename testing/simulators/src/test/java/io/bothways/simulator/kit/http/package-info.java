/** Tests of the parts of a call's way that need no server. */
@NullMarked
package io.bothways.simulator.kit.http;

import org.jspecify.annotations.NullMarked;
