package io.bothways.merge.remove;

import io.bothways.merge.batch.LinkKey;
import io.bothways.merge.link.Removal;

/** A link one of whose records is to follow its deleted counterpart. */
public record Removing(LinkKey link, Removal removal) {}
