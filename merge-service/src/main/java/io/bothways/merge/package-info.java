/**
 * The merge service: decides which records belong together and what each side should now hold. It calls no app and sees
 * no connector. Start reading at {@link io.bothways.merge.MergeFlow}.
 */
@NullMarked
package io.bothways.merge;

import org.jspecify.annotations.NullMarked;
