package io.bothways.benchmarks.merge;

import io.bothways.contracts.Cause;
import io.bothways.contracts.Side;
import io.bothways.contracts.event.ChangeEvent;
import java.util.Arrays;
import java.util.Random;
import java.util.function.Consumer;

/** People at work in both apps, and the poller that reads what they leave: a mix that is the same for the same seed. */
final class Edits {
    /** What happens, with its share of the events in percent; {@code BOTH} makes two events. */
    private enum Kind {
        NOTHING(40),
        UPDATE(50),
        NEW(5),
        BOTH(3),
        CLEAR(2);

        private final int percent;

        Kind(int percent) {
            this.percent = percent;
        }

        int times(int events) {
            int share = (int) ((long) events * percent / 100);
            return this == BOTH ? share / 2 : share;
        }
    }

    private final Apps apps;
    private final Random random;
    private int pairs;
    private int stride = 1;
    private int nextNewcomer;

    /** @param firstNewcomer the number of the first new record; all lower ones are pairs at some time */
    Edits(Apps apps, int firstNewcomer, long seed) {
        this.apps = apps;
        this.nextNewcomer = firstNewcomer;
        this.random = new Random(seed);
    }

    /** From now on the edits go over {@code edited} of so many pairs, evenly spread. */
    void spread(int over, int edited) {
        pairs = over;
        stride = Math.max(1, over / edited);
    }

    /** How many records of {@code events} events are new. */
    static int newcomers(int events) {
        return Kind.NEW.times(events);
    }

    /** Lets about so many events happen, in a random order of their kinds; tells how many there were. */
    int happen(int events, Consumer<ChangeEvent> poller) {
        Kind[] kinds = new Kind[Arrays.stream(Kind.values()).mapToInt(kind -> kind.times(events)).sum()];
        int filled = 0;
        for (Kind kind : Kind.values()) {
            Arrays.fill(kinds, filled, filled += kind.times(events), kind);
        }
        for (int i = kinds.length - 1; i > 0; i--) {
            int other = random.nextInt(i + 1);
            Kind swapped = kinds[i];
            kinds[i] = kinds[other];
            kinds[other] = swapped;
        }
        int happened = 0;
        for (Kind kind : kinds) {
            happen(kind, poller);
            happened += kind == Kind.BOTH ? 2 : 1;
        }
        return happened;
    }

    private void happen(Kind kind, Consumer<ChangeEvent> poller) {
        Side side = random.nextBoolean() ? Side.A : Side.B;
        // Not the first pair: others are copied of it.
        int record = (1 + random.nextInt(pairs / stride - 1)) * stride;
        switch (kind) {
            case NOTHING -> poller.accept(reading(side, record));
            case UPDATE -> {
                for (int fields = 1 + random.nextInt(3); fields > 0; fields--) {
                    apps.edit(side, record, anyField(0));
                }
                poller.accept(reading(side, record));
            }
            case NEW -> {
                int newcomer = nextNewcomer++;
                apps.make(side, newcomer);
                poller.accept(reading(side, newcomer));
            }
            case BOTH -> {
                ContactField field = anyField(0);
                apps.edit(side, record, field);
                apps.edit(side.other(), record, field);
                poller.accept(reading(side, record));
                poller.accept(reading(side.other(), record));
            }
            case CLEAR -> {
                // Not the e-mail: it is what a lost record would be found by.
                apps.clear(side, record, anyField(1));
                poller.accept(reading(side, record));
            }
        }
    }

    private ContactField anyField(int from) {
        return ContactField.values()[from + random.nextInt(ContactField.COUNT - from)];
    }

    private ChangeEvent reading(Side side, int record) {
        return new ChangeEvent.RecordChanged(apps.head(side, Cause.Kind.POLL), apps.read(side, record));
    }
}
