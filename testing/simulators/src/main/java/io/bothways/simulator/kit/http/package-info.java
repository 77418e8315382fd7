/**
 * The way of a vendor API call: counted, delayed, hit by a planned fault, refused by the app's gatekeeper, or handled.
 */
@NullMarked
package io.bothways.simulator.kit.http;

import org.jspecify.annotations.NullMarked;
