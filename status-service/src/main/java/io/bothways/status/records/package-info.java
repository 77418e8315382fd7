/** How every record stands, and why. */
@NullMarked
package io.bothways.status.records;

import org.jspecify.annotations.NullMarked;
