/**
 * What has changed in an app, and when to look again: incremental polls, complete listings, re-reads. Never writes to
 * an app and never compares two apps.
 */
@NullMarked
package io.bothways.poller;

import org.jspecify.annotations.NullMarked;
