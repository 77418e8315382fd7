/**
 * The words on the wire. Every message between the services is one of these records; {@link
 * io.bothways.contracts.Topics} is the map of who says what to whom. Imports {@code java.*} only and carries no
 * serialiser annotation: JSON is met in one class of {@code service-runtime}.
 */
@NullMarked
package io.bothways.contracts;

import org.jspecify.annotations.NullMarked;
