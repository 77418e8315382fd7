package io.bothways.connector.write;

import io.bothways.connector.Ability;
import java.util.List;

/** Takes records away: archives where the app can, else deletes. */
public interface RecordDeletion extends Ability {
    /**
     * At most {@link io.bothways.connector.descriptor.Writing#deleteBatch} ids. May be repeated: one that is gone already
     * is Missing or Done.
     */
    List<Answer> delete(String type, List<String> ids);
}
