package io.bothways.writer.backlog;

import io.bothways.connector.ConnectorDescriptor;
import io.bothways.contracts.write.WriteCommand;
import java.util.Locale;

/** What a command does; commands of one kind and type share a call. */
public enum WriteKind {
    CREATE,
    UPDATE,
    DELETE;

    public static WriteKind of(WriteCommand command) {
        return switch (command) {
            case WriteCommand.CreateRecord create -> CREATE;
            case WriteCommand.UpdateRecord update -> UPDATE;
            case WriteCommand.DeleteRecord delete -> DELETE;
        };
    }

    /** The word on the wire and in meters. */
    public String code() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** How many inputs the app takes in one call. */
    public int batchSize(ConnectorDescriptor descriptor) {
        return switch (this) {
            case CREATE -> descriptor.writing().createBatch();
            case UPDATE -> descriptor.writing().updateBatch();
            case DELETE -> descriptor.writing().deleteBatch();
        };
    }
}
