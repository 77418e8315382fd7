/** Counts the changes that only polls found: pushes that were lost. Decides nothing and holds nothing up. */
@NullMarked
package io.bothways.poller.push;

import org.jspecify.annotations.NullMarked;
