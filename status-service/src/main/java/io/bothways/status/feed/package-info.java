/** The live list of what happens. */
@NullMarked
package io.bothways.status.feed;

import org.jspecify.annotations.NullMarked;
