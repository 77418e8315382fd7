/** One worker per owned account: fetches, lets batches go, and waits as the app or the clock says. */
@NullMarked
package io.bothways.writer.account;

import org.jspecify.annotations.NullMarked;
