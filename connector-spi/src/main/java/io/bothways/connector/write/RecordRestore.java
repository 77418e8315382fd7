package io.bothways.connector.write;

import io.bothways.connector.Ability;
import java.util.List;

/** Brings records back that were taken away. */
public interface RecordRestore extends Ability {
    /** At most {@link io.bothways.connector.descriptor.Writing#deleteBatch} ids. */
    List<Answer> restore(String type, List<String> ids);
}
