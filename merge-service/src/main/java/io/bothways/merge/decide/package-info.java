/**
 * What each touched link should now hold, and what is to be done about it: commands, silent moves of bases, states with
 * their reasons. Never calls anything and never reads beyond what the batch has locked.
 */
@NullMarked
package io.bothways.merge.decide;

import org.jspecify.annotations.NullMarked;
