/** That the schedule holds what it promises, for many seeds. */
@NullMarked
package io.bothways.chaos.fault;

import org.jspecify.annotations.NullMarked;
