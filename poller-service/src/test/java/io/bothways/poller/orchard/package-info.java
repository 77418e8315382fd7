/** An app that lives in memory, for tests: it can be edited, can fail as told, and remembers how it was called. */
@NullMarked
package io.bothways.poller.orchard;

import org.jspecify.annotations.NullMarked;
