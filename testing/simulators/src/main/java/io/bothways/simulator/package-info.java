/**
 * The command that starts one fake app. It finds apps by {@link java.util.ServiceLoader} and knows none by name.
 */
@NullMarked
package io.bothways.simulator;

import org.jspecify.annotations.NullMarked;
