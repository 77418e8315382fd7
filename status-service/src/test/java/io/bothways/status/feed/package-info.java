/** The live list's words. */
@NullMarked
package io.bothways.status.feed;

import org.jspecify.annotations.NullMarked;
