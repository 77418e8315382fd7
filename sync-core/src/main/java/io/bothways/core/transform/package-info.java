/**
 * Says a value of one side in the words of the other, step by step, and tells before that whether the steps fit the
 * fields. Never compares sides and never keeps a value: what is lost on the way is lost in what is written, not in what
 * is known, because a side is compared with its own base only.
 */
@NullMarked
package io.bothways.core.transform;

import org.jspecify.annotations.NullMarked;
