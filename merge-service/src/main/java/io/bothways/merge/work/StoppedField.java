package io.bothways.merge.work;

import io.bothways.merge.batch.LinkKey;

/** A field that is left alone from now on, because something rewrites it each time that we write it. */
public record StoppedField(LinkKey link, String mapping) {}
