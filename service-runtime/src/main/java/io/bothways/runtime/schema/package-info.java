/** Each service migrates the registry and its own schema before anything else of it starts. */
@NullMarked
package io.bothways.runtime.schema;

import org.jspecify.annotations.NullMarked;
