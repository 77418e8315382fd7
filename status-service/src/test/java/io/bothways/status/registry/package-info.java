/** Tests of what status-service keeps in the registry. */
@NullMarked
package io.bothways.status.registry;

import org.jspecify.annotations.NullMarked;
