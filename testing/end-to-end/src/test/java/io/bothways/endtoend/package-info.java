/** That what stands beside the code (dashboards, compose file, documents) says what the running services say. */
@NullMarked
package io.bothways.endtoend;

import org.jspecify.annotations.NullMarked;
