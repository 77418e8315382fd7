/**
 * What an app can do, in values: the parts of a {@link io.bothways.connector.ConnectorDescriptor}. Data only; a part
 * grows by a component with a factory that keeps its old shape.
 */
@NullMarked
package io.bothways.connector.descriptor;

import org.jspecify.annotations.NullMarked;
