/**
 * What a person may decide: fields, and batches of deletes that are held. It remembers what was told and passes the
 * wish on; whether the wish still fits, merge alone knows.
 */
@NullMarked
package io.bothways.status.decisions;

import org.jspecify.annotations.NullMarked;
