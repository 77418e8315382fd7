/**
 * The state of one batch in memory: what was read under the locks, what the messages made of it, what has to be
 * written and told. Everything here lives for one attempt; an attempt that reaches beyond its locks is thrown away.
 */
@NullMarked
package io.bothways.merge.work;

import org.jspecify.annotations.NullMarked;
