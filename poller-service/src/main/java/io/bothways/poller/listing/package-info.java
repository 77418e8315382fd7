/** Complete listings, resumable page by page, ended by ListingFinished on every partition. */
@NullMarked
package io.bothways.poller.listing;

import org.jspecify.annotations.NullMarked;
