/** Wishes of status-service and merge-service: durable tasks before their offset is committed. */
@NullMarked
package io.bothways.poller.request;

import org.jspecify.annotations.NullMarked;
