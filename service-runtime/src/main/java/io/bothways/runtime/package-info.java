/** What is shared by all services and belongs to none of the steps: the clock, and who this installation is. */
@NullMarked
package io.bothways.runtime;

import org.jspecify.annotations.NullMarked;
