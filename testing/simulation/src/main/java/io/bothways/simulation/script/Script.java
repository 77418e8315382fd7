package io.bothways.simulation.script;

import io.bothways.simulation.wire.FaultKind;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.stream.Collectors;

/**
 * What a history is made from. The seed also gives the apps, the mappings and every delay, so a script with fewer acts
 * is another history of the same world.
 */
public record Script(long seed, Shape shape, Set<Feature> features, List<Act> acts) {
    private static final long MINUTE = 60_000;
    private static final List<EditKind> EDITS = List.of(
            EditKind.EDIT, EditKind.EDIT, EditKind.EDIT, EditKind.EDIT, EditKind.EDIT, EditKind.EDIT, EditKind.CLEAR,
            EditKind.CLEAR, EditKind.FILL, EditKind.FILL, EditKind.CREATE, EditKind.CREATE, EditKind.TWINS,
            EditKind.CLASH, EditKind.SAME, EditKind.BURST, EditKind.REVERT, EditKind.REKEY, EditKind.REFORMAT,
            EditKind.REFER, EditKind.REFER, EditKind.DELETE, EditKind.RESTORE);

    /** Which apps are connected. */
    public enum Shape {
        PAIR(2, 60),
        CHAIN(3, 30),
        RING(3, 10);

        private final int apps;
        /** How many of a hundred histories have it. */
        private final int share;

        Shape(int apps, int share) {
            this.apps = apps;
            this.share = share;
        }

        /** @param lot from 0 to 99 */
        private static Shape drawn(int lot) {
            int rest = lot;
            for (Shape shape : values()) {
                rest -= shape.share;
                if (rest < 0) {
                    return shape;
                }
            }
            throw new IllegalArgumentException("a lot lies below 100: " + lot);
        }

        /** Whether seeds draw the feature for it: docs/simulation.md says what is not. */
        private boolean draws(Feature feature) {
            return feature.isDrawn() && (this != RING || feature == Feature.DELETES);
        }

        public int apps() {
            return apps;
        }
    }

    public Script {
        features = Collections.unmodifiableSet(features.isEmpty()
                ? EnumSet.noneOf(Feature.class) : EnumSet.copyOf(features));
        acts = List.copyOf(acts);
    }

    public static Script of(long seed) {
        return of(seed, Set.of());
    }

    /** What a seed draws, and some features besides. */
    public static Script of(long seed, Set<Feature> besides) {
        SplittableRandom random = new SplittableRandom(mixed(seed, 0));
        Shape shape = Shape.drawn(random.nextInt(10) * 10);
        long length = random.nextLong(60, 300) * MINUTE;
        List<Act> acts = new ArrayList<>();
        int edits = random.nextInt(16, 32);
        for (int i = 0; i < edits; i++) {
            acts.add(new Act.Edit(random.nextLong(length), EDITS.get(random.nextInt(EDITS.size())),
                    random.nextInt(shape.apps), random.nextInt(100), random.nextLong(1_000_000)));
        }
        int faults = random.nextInt(4, 14);
        List<FaultKind> kinds = FaultKind.ARMED;
        for (int i = 0; i < faults; i++) {
            acts.add(new Act.Fault(random.nextLong(length), kinds.get(random.nextInt(kinds.size()))));
        }
        Set<Feature> features = EnumSet.noneOf(Feature.class);
        SplittableRandom more = new SplittableRandom(mixed(seed, 5));
        for (Feature feature : Feature.values()) {
            boolean lot = more.nextInt(100) < Feature.SHARE;
            if (lot && shape.draws(feature) || besides.contains(feature)) {
                features.add(feature);
                acts.addAll(acts(feature, length, shape, more.split()));
            }
        }
        acts.sort(Comparator.comparingLong(Act::at));
        return new Script(seed, shape, features, acts);
    }

    /** What people do in some of the seeds. */
    public static Set<EditKind> kinds() {
        Set<EditKind> kinds = EnumSet.copyOf(EDITS);
        Arrays.stream(Feature.values()).filter(Feature::isDrawn).forEach(feature -> kinds.addAll(feature.acts()));
        return kinds;
    }

    private static List<Act> acts(Feature feature, long length, Shape shape, SplittableRandom random) {
        List<Act> acts = new ArrayList<>();
        for (EditKind kind : feature.acts()) {
            int times = random.nextInt(1, 4);
            for (int i = 0; i < times; i++) {
                acts.add(new Act.Edit(random.nextLong(length), kind, random.nextInt(shape.apps), random.nextInt(100),
                        feature.salt(random.nextLong(1_000_000))));
            }
        }
        return acts;
    }

    /** The script without some of its acts. */
    public Script without(int from, int until) {
        List<Act> rest = new ArrayList<>(acts.subList(0, from));
        rest.addAll(acts.subList(until, acts.size()));
        return new Script(seed, shape, features, rest);
    }

    /** A stream of its own for one part of the history. */
    public SplittableRandom luck(int part) {
        return new SplittableRandom(mixed(seed, part));
    }

    /** Seeds that stand side by side give streams that have nothing in common. */
    private static long mixed(long seed, int part) {
        long bits = seed * 0xD1342543DE82EF95L + part * 0xA0761D6478BD642FL;
        bits = (bits ^ bits >>> 32) * 0xE7037ED1A0B428DBL;
        bits = (bits ^ bits >>> 29) * 0x8EBC6AF09C88C6E3L;
        return bits ^ bits >>> 32;
    }

    /** One act per line, as it is read by {@link #parse}. */
    public String text() {
        return acts.stream()
                .map(act -> switch (act) {
                    case Act.Edit edit -> edit.at() + " " + edit.kind() + " " + edit.app() + " " + edit.pick() + " "
                            + edit.salt();
                    case Act.Fault fault -> fault.at() + " fault " + fault.kind();
                })
                .collect(Collectors.joining("\n", head() + "\n", "\n"));
    }

    private String head() {
        return "seed " + seed + " " + shape
                + features.stream().map(feature -> " " + feature).collect(Collectors.joining());
    }

    /** Reads what {@link #text} wrote. */
    public static Script parse(String text) {
        List<String> lines = text.lines().map(String::strip).filter(line -> !line.isEmpty()).toList();
        String[] head = lines.getFirst().split(" ");
        List<Act> acts = new ArrayList<>();
        for (String line : lines.subList(1, lines.size())) {
            String[] words = line.split(" ");
            long at = Long.parseLong(words[0]);
            acts.add(words[1].equals("fault")
                    ? new Act.Fault(at, FaultKind.valueOf(words[2]))
                    : new Act.Edit(at, EditKind.valueOf(words[1]), Integer.parseInt(words[2]),
                            Integer.parseInt(words[3]), Long.parseLong(words[4])));
        }
        Set<Feature> features = EnumSet.noneOf(Feature.class);
        for (int i = 3; i < head.length; i++) {
            features.add(Feature.valueOf(head[i]));
        }
        return new Script(Long.parseLong(head[1]), Shape.valueOf(head[2]), features, acts);
    }
}
