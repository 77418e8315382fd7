/**
 * Cardbox, an app that nobody sells: contacts and companies behind a small REST API that knows no modified-since query.
 * Whoever wants to hear of changes takes its webhooks, which carry the whole record with its version.
 */
@NullMarked
package io.bothways.simulator.cardbox;

import org.jspecify.annotations.NullMarked;
