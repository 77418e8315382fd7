/** Proofs of the writer's package of the same name. */
@NullMarked
package io.bothways.writer.call;

import org.jspecify.annotations.NullMarked;
