/**
 * Whether an object sync may match and write. A gate opens once both sides were listed completely; then every record
 * goes through the same decision as a live change, in chunks that survive a kill. Decides nothing about a record.
 */
@NullMarked
package io.bothways.merge.gate;

import org.jspecify.annotations.NullMarked;
