/**
 * The paths of Intercom's REST API over the records of the workspace. Every answer has the shape that the vendor's
 * OpenAPI description gives it.
 */
@NullMarked
package io.bothways.simulator.intercom.api;

import org.jspecify.annotations.NullMarked;
