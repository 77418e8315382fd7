/**
 * The Web API: addresses, headers and bodies in, answers out. A request of a batch takes the same way as one that came
 * alone. Rules about rows are not here.
 */
@NullMarked
package io.bothways.simulator.dataverse.api;

import org.jspecify.annotations.NullMarked;
