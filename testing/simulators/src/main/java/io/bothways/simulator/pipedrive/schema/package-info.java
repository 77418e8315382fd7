/**
 * What a fake Pipedrive company holds: object types, fields with their 40-digit keys, options and value types, users,
 * pipelines. Values are kept as text, as people see them; the API speaks of option ids and JSON objects instead.
 */
@NullMarked
package io.bothways.simulator.pipedrive.schema;

import org.jspecify.annotations.NullMarked;
