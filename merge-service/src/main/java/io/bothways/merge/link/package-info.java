/**
 * Links: which two records are the same thing, what both held at the last agreement, and which commands are under way.
 * A record is identified by its link, never by its e-mail, after the first match.
 */
@NullMarked
package io.bothways.merge.link;

import org.jspecify.annotations.NullMarked;
