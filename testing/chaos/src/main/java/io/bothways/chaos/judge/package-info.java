/**
 * Judges by what the apps hold and by their own history of who wrote what when. The engine is believed in one thing only:
 * what it lists as not in step, with a reason, is no secret.
 */
@NullMarked
package io.bothways.chaos.judge;

import org.jspecify.annotations.NullMarked;
