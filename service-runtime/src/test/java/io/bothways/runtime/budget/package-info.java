/** Budgets in virtual time. */
@NullMarked
package io.bothways.runtime.budget;

import org.jspecify.annotations.NullMarked;
