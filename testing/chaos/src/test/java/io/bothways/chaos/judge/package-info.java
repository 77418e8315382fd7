/** That the judge finds what it is there for, and nothing else. */
@NullMarked
package io.bothways.chaos.judge;

import org.jspecify.annotations.NullMarked;
