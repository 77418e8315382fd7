/** Turns what was read into change events, leaves out what merge holds already, tells what happens. */
@NullMarked
package io.bothways.poller.publish;

import org.jspecify.annotations.NullMarked;
