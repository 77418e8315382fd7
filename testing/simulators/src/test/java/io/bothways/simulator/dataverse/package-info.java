/** Tests of the Dataverse simulator, by plain HTTP as the vendor documents it. */
@NullMarked
package io.bothways.simulator.dataverse;

import org.jspecify.annotations.NullMarked;
