/** What of the connections check can be tried without a stack. */
@NullMarked
package io.bothways.endtoend.connections;

import org.jspecify.annotations.NullMarked;
