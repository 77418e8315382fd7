/** Messages that no service could handle: kept with their reason, told to the operator. */
@NullMarked
package io.bothways.status.parked;

import org.jspecify.annotations.NullMarked;
