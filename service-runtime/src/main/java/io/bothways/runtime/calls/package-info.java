/** Every exchange with an app goes through here: token, budget, park, tickets, classification. A connector never sees any of it. */
@NullMarked
package io.bothways.runtime.calls;

import org.jspecify.annotations.NullMarked;
