/** Which queued commands make up the next call: lanes, batch sizes, lingering, one command per record. Pure. */
@NullMarked
package io.bothways.writer.batch;

import org.jspecify.annotations.NullMarked;
