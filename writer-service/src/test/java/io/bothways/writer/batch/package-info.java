/** Proofs of the writer's package of the same name. */
@NullMarked
package io.bothways.writer.batch;

import org.jspecify.annotations.NullMarked;
