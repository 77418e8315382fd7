/**
 * Looks after deletes that wait: when an app is asked whether a record lives on elsewhere, and whether so many deletes
 * at once are let go or held for a person. It decides nothing about a record; the merge does, under its locks.
 */
@NullMarked
package io.bothways.merge.remove;

import org.jspecify.annotations.NullMarked;
