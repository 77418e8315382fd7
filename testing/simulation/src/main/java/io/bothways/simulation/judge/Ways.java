package io.bothways.simulation.judge;

import io.bothways.contracts.Side;
import io.bothways.contracts.configuration.Direction;
import io.bothways.contracts.configuration.Mapping;
import io.bothways.contracts.configuration.ObjectSync;
import io.bothways.contracts.configuration.Policy;
import io.bothways.contracts.record.FieldValue;
import io.bothways.contracts.write.CommandHead;
import io.bothways.contracts.write.WriteCommand;
import io.bothways.merge.batch.LinkKey;
import io.bothways.simulation.app.Change;
import io.bothways.simulation.app.Field;
import java.util.Optional;
import java.util.function.Function;

/** Which ways values may go: as people have set it up, not as the engine sees it. */
public final class Ways {
    private final Function<String, Optional<WriteCommand>> commands;
    private final Function<LinkKey, ObjectSync> rules;

    /**
     * @param commands the commands that were told
     * @param rules what people want of a link
     */
    public Ways(Function<String, Optional<WriteCommand>> commands, Function<LinkKey, ObjectSync> rules) {
        this.commands = commands;
        this.rules = rules;
    }

    ObjectSync rules(LinkKey link) {
        return rules.apply(link);
    }

    Mapping mapping(LinkKey link, Field field) {
        return rules(link).mappings().stream()
                .filter(mapping -> mapping.name().equals(field.mapping()))
                .findFirst()
                .orElseThrow();
    }

    /** Whether each edit of a side of the field is carried to the other. */
    boolean keepsEqual(LinkKey link, Field field) {
        return rules(link).mappings().stream()
                .filter(mapping -> mapping.name().equals(field.mapping()))
                .anyMatch(mapping -> mapping.direction() == Direction.TWO_WAY && !gives(mapping));
    }

    /** Whether it only gives values to records that have none. */
    static boolean gives(Mapping mapping) {
        return mapping.policy() == Policy.FILL_ONLY || mapping.policy() == Policy.CREATE_ONLY;
    }

    /** Whether a write of ours came a way that leads nowhere back, or that is open for blanks only. */
    boolean isGift(Change change) {
        return !change.wished() && change.field().isMapped() && head(change)
                .filter(head -> !keepsEqual(LinkKey.of(head), change.field()))
                .isPresent();
    }

    /** Whether it was the link that wrote the change. */
    boolean wrote(LinkKey link, Change change) {
        return !change.wished() && head(change).filter(head -> LinkKey.of(head).equals(link)).isPresent();
    }

    /** What is wrong with the way that a write of ours came; empty where it is right. */
    Optional<String> wrong(Change change, WriteCommand command) {
        if (!change.field().isMapped()) {
            return Optional.empty();
        }
        Side target = command.head().side();
        Mapping mapping = mapping(LinkKey.of(command.head()), change.field());
        if (!mapping.carriesFrom(target.other())) {
            return Optional.of("which is carried " + mapping.direction() + " only");
        }
        boolean update = command instanceof WriteCommand.UpdateRecord;
        if (update && mapping.policy() == Policy.CREATE_ONLY) {
            return Optional.of("which is given to new records only");
        }
        // What was filled since the last reading, in an app that takes no condition, nobody can spare.
        boolean seen = change.record().heldSince(change.field(), change.before()) <= change.knownAt();
        return update && mapping.policy() == Policy.FILL_ONLY && seen
                        && !(change.before() instanceof FieldValue.Cleared)
                ? Optional.of("which was not blank")
                : Optional.empty();
    }

    private Optional<CommandHead> head(Change change) {
        return commands.apply(change.command()).map(WriteCommand::head);
    }
}
