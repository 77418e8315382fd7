/**
 * What becomes of a pair when one of its records is deleted, combined or restored, and whether so many deletes at once
 * are held. Decides about records as wholes; their fields are {@link io.bothways.core.merge}'s. Nothing acts here.
 */
@NullMarked
package io.bothways.core.pair;

import org.jspecify.annotations.NullMarked;
