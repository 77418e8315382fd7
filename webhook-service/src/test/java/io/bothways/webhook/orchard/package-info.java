/** An app that lives in memory, for tests: it pushes, can be edited and fail as told, and remembers its calls. */
@NullMarked
package io.bothways.webhook.orchard;

import org.jspecify.annotations.NullMarked;
