package io.bothways.simulation.memory;

import io.bothways.contracts.event.Mirrored;
import io.bothways.contracts.write.WriteCommand;
import io.bothways.merge.batch.RecordKey;

/** Where a committed batch's messages go. */
public interface Telling {
    void command(WriteCommand command);

    void mirrored(Mirrored mirrored);

    void reread(RecordKey record);

    /** Throws {@link Crash} where the process dies here. */
    void reached(Crash.Point point);
}
