package io.bothways.simulation.service;

import io.bothways.simulation.wire.FaultKind;
import io.bothways.simulation.wire.Faults;
import io.bothways.simulation.wire.Timeline;

/** A process that may be killed between two steps and is started again a moment later. */
abstract class Process {
    private final Timeline timeline;
    private final Faults faults;
    private final FaultKind kill;
    private boolean down;
    private long life;

    Process(Timeline timeline, Faults faults, FaultKind kill) {
        this.timeline = timeline;
        this.faults = faults;
        this.kill = kill;
    }

    /** Whether the process dies here; what it meant to do next is lost. */
    final boolean dies() {
        boolean dies = !down && faults.isArmed(kill) && timeline.luck().nextInt(3) == 0 && faults.strikes(kill);
        if (dies) {
            down = true;
            life++;
            timeline.between(1_000, 20_000, () -> {
                down = false;
                restart();
            });
        }
        return dies;
    }

    /** A step that is forgotten if the process dies before its turn. */
    final Runnable inThisLife(Runnable step) {
        long now = life;
        return () -> {
            if (now == life && !down) {
                step.run();
            }
        };
    }

    final <T> java.util.function.Consumer<T> inThisLife(java.util.function.Consumer<T> step) {
        long now = life;
        return value -> {
            if (now == life && !down) {
                step.accept(value);
            }
        };
    }

    final boolean down() {
        return down;
    }

    /** Takes up what is durable. */
    abstract void restart();
}
