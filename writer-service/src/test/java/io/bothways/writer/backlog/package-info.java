/** A database that a process may stop at. */
@NullMarked
package io.bothways.writer.backlog;

import org.jspecify.annotations.NullMarked;
