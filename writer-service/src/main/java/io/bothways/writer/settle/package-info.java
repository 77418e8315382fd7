/** Ends commands: ledger, result and activity in one transaction, published after it. */
@NullMarked
package io.bothways.writer.settle;

import org.jspecify.annotations.NullMarked;
