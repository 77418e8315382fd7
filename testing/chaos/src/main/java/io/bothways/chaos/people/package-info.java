/** The people of both apps: a seed draws what they create, edit, clear and delete. They never look at the engine. */
@NullMarked
package io.bothways.chaos.people;

import org.jspecify.annotations.NullMarked;
