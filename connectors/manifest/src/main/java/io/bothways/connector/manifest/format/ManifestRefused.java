package io.bothways.connector.manifest.format;

import java.util.List;
import java.util.stream.Collectors;

/** A manifest that cannot be used, with everything that is wrong with it. */
public final class ManifestRefused extends RuntimeException {
    private static final long serialVersionUID = 1;

    private final transient List<Problem> problems;

    public ManifestRefused(List<Problem> problems) {
        super(problems.stream().map(Problem::toString).collect(Collectors.joining("\n")));
        this.problems = List.copyOf(problems);
    }

    public List<Problem> problems() {
        return problems;
    }
}
