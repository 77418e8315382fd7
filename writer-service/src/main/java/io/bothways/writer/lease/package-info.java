/** Who may start calls for an account: one owner at a time, over all replicas. */
@NullMarked
package io.bothways.writer.lease;

import org.jspecify.annotations.NullMarked;
