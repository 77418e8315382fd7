/**
 * What a write's outcome means for its link: which bases move, whether it may be tried again, which record it is now.
 * Bases move only for the fields that were commanded, and only on what an app has told.
 */
@NullMarked
package io.bothways.merge.settle;

import org.jspecify.annotations.NullMarked;
