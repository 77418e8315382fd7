/**
 * What breaks when: a seed draws the schedule, the injector carries it out on the stack and on the apps. Knows nothing of
 * edits.
 */
@NullMarked
package io.bothways.chaos.fault;

import org.jspecify.annotations.NullMarked;
