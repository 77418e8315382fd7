/** Tests of the Intercom connector: its rules alone, and the whole against a simulated workspace. */
@NullMarked
package io.bothways.connector.intercom;

import org.jspecify.annotations.NullMarked;
