/**
 * What the merge knows, in memory: the second implementation of its sessions. One thread, so there is nothing to lock;
 * a commit is all or nothing, and a crash may come before, after or in the middle of telling.
 */
@NullMarked
package io.bothways.simulation.memory;

import org.jspecify.annotations.NullMarked;
