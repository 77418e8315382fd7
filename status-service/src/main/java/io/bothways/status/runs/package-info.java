/** The sync log: what ran, how long, with how many records and calls. */
@NullMarked
package io.bothways.status.runs;

import org.jspecify.annotations.NullMarked;
