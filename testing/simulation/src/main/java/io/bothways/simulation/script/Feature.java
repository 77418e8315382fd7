package io.bothways.simulation.script;

import io.bothways.simulation.app.Field;
import java.util.List;

/** What a history has besides fields that people edit; drawn by the seed, and said in the first line of its script. */
public enum Feature {
    /** Apps rewrite a field whenever it is written to them, some of them without end. */
    AUTOMATIONS(true, List.of(EditKind.EDIT, EditKind.EDIT)),
    /** Apps combine two of their records, some of them into one with a new id. */
    COMBINES(true, List.of(EditKind.COMBINE)),
    /** Deletes are carried: the other record is deleted or marked, within the brake. */
    DELETES(true, List.of(EditKind.DELETE, EditKind.DELETE_EDITED, EditKind.MASS_DELETE, EditKind.DECIDE, EditKind.DECIDE,
            EditKind.DECIDE)),
    /** Fields are carried one way only, into blanks only, or into new records only. */
    WAYS(true, List.of(EditKind.EDIT)),
    /** Records that miss a rule are left out; a pair that does rests, ends, or loses its other record. Not drawn. */
    SCOPES(false, List.of(EditKind.CLEAR, EditKind.EDIT)),
    /** Contacts have a set, and what is added and removed is carried. Scripted, not drawn. */
    SETS(false, List.of(EditKind.TAG, EditKind.TAG, EditKind.TAG, EditKind.TAG_BOTH, EditKind.TAG_BOTH));

    /** How many of a hundred histories have it. */
    static final int SHARE = 35;

    private final boolean drawn;
    private final List<EditKind> acts;

    Feature(boolean drawn, List<EditKind> acts) {
        this.drawn = drawn;
        this.acts = acts;
    }

    /** Whether seeds draw it; otherwise scripts may name it. */
    public boolean isDrawn() {
        return drawn;
    }

    /** What people do where it is, besides what they do anyway. */
    public List<EditKind> acts() {
        return acts;
    }

    /** What exactly: an automation answers only where its own field is written, and a scope rule asks for one. */
    long salt(long drawn) {
        return switch (this) {
            case AUTOMATIONS -> People.onField(Field.NOTE, drawn);
            case SCOPES -> People.onField(Field.CITY, drawn);
            case COMBINES, DELETES, WAYS, SETS -> drawn;
        };
    }
}
