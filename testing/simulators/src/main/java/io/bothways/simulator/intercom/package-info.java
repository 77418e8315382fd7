/**
 * Intercom as documented for API versions 2.0 to 2.16: contacts, companies and tickets of one workspace, whose search
 * knows days only, and everything around them that a client meets. The records are in {@code records}, the paths in
 * {@code api}.
 */
@NullMarked
package io.bothways.simulator.intercom;

import org.jspecify.annotations.NullMarked;
