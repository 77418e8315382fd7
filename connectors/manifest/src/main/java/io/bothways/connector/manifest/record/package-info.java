/** Records of the app: how their fields are read from its JSON and said in it, and what the account's schema is. */
@NullMarked
package io.bothways.connector.manifest.record;

import org.jspecify.annotations.NullMarked;
