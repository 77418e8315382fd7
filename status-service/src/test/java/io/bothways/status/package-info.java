/** status-service as its callers meet it: over HTTP and Kafka, on a real database. */
@NullMarked
package io.bothways.status;

import org.jspecify.annotations.NullMarked;
