/** That a short run of everything at once loses nothing. */
@NullMarked
package io.bothways.chaos;

import org.jspecify.annotations.NullMarked;
