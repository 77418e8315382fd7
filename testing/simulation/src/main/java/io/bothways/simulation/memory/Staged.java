package io.bothways.simulation.memory;

import io.bothways.merge.link.Link;
import io.bothways.merge.mirror.MirrorRecord;
import io.bothways.merge.work.Workspace;
import java.util.List;
import java.util.Set;

/**
 * What one attempt wants to be stored.
 *
 * @param answered commands that are answered for good
 */
public record Staged(Workspace workspace, List<MirrorRecord> records, List<Link> links, Set<String> answered) {}
