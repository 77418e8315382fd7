package io.bothways.connector.write;

import io.bothways.connector.Ability;
import java.util.List;

/** Creates and changes records. Reference fields are written by whatever the app has for associations. */
public interface RecordWriter extends Ability {
    /** At most {@link io.bothways.connector.descriptor.Writing#createBatch} inputs. */
    List<Answer> create(String type, List<NewRecord> records);

    /** At most {@link io.bothways.connector.descriptor.Writing#updateBatch} inputs. May be repeated. */
    List<Answer> update(String type, List<RecordUpdate> updates);
}
