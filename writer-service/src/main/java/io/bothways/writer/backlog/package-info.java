/** The durable queue of each account and the ledger of what has ended. The only package that knows its table. */
@NullMarked
package io.bothways.writer.backlog;

import org.jspecify.annotations.NullMarked;
