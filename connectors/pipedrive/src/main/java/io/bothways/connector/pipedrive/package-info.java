/**
 * Pipedrive: persons, organizations and deals over version 2 of its API, leads and webhooks over version 1. Maps one
 * call of the interface to single calls of the app, which has no batches; decides nothing about budgets and retries.
 */
@NullMarked
package io.bothways.connector.pipedrive;

import org.jspecify.annotations.NullMarked;
