/**
 * The REST API. Every answer concerns the caller's tenant alone; every refusal is problem+json that names the field.
 */
@NullMarked
package io.bothways.status.api;

import org.jspecify.annotations.NullMarked;
