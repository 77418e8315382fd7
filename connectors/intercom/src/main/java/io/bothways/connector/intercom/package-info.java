/**
 * Intercom: contacts (users and leads), companies and teammates. It turns day-granular searches, single writes and
 * attached companies into what the connector SPI asks for; it never decides what is to be written.
 */
@NullMarked
package io.bothways.connector.intercom;

import org.jspecify.annotations.NullMarked;
