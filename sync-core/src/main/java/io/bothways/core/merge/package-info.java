/**
 * The three-way merge of one link: what each side should now hold, field by field, and why. It compares a side only
 * with its own base; it knows no clock, no app and no database.
 */
@NullMarked
package io.bothways.core.merge;

import org.jspecify.annotations.NullMarked;
