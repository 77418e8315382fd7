package io.bothways.writer.settle;

import io.bothways.contracts.write.Outcome;
import io.bothways.contracts.write.WriteCommand;

/** A command and how it ended. */
public record Ending(WriteCommand command, Outcome outcome) {
    /** The outcome's word on the wire, in the ledger and in meters. */
    public String code() {
        return switch (outcome) {
            case Outcome.Applied applied -> "applied";
            case Outcome.AlreadyExists exists -> "already_exists";
            case Outcome.MovedTo moved -> "moved_to";
            case Outcome.Gone gone -> "gone";
            case Outcome.Rejected rejected -> "rejected";
            case Outcome.Deferred deferred -> "deferred";
            case Outcome.Stale stale -> "stale";
            case Outcome.Superseded superseded -> "superseded";
            case Outcome.Unresolved unresolved -> "unresolved";
        };
    }

    /** Whether the app was asked: what merge decides again, or replaced itself, is nobody's news. */
    boolean isNews() {
        return switch (outcome) {
            case Outcome.Applied applied -> true;
            case Outcome.AlreadyExists exists -> true;
            case Outcome.MovedTo moved -> true;
            case Outcome.Gone gone -> true;
            case Outcome.Rejected rejected -> true;
            case Outcome.Unresolved unresolved -> true;
            case Outcome.Deferred deferred -> false;
            case Outcome.Stale stale -> false;
            case Outcome.Superseded superseded -> false;
        };
    }

    /** The record that was made, changed or met; empty where there is none. */
    String recordId() {
        String target = switch (command) {
            case WriteCommand.CreateRecord create -> "";
            case WriteCommand.UpdateRecord update -> update.target().id();
            case WriteCommand.DeleteRecord delete -> delete.target().id();
        };
        return switch (outcome) {
            case Outcome.Applied applied -> applied.ref().id();
            case Outcome.AlreadyExists exists -> exists.existing().map(ref -> ref.id()).orElse(target);
            case Outcome.MovedTo moved -> moved.survivor().id();
            case Outcome.Gone gone -> gone.ref().id();
            case Outcome.Rejected rejected -> target;
            case Outcome.Unresolved unresolved -> target;
            case Outcome.Deferred deferred -> target;
            case Outcome.Stale stale -> target;
            case Outcome.Superseded superseded -> target;
        };
    }
}
