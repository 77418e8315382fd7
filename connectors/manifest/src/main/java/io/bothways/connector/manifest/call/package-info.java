/** How a manifest's requests are filled in and sent, how pages follow each other, and what an error means. */
@NullMarked
package io.bothways.connector.manifest.call;

import org.jspecify.annotations.NullMarked;
