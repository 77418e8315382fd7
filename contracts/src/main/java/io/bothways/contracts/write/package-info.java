/** What an app is to be told, and how that went: commands (imperatives), outcomes, results. */
@NullMarked
package io.bothways.contracts.write;

import org.jspecify.annotations.NullMarked;
