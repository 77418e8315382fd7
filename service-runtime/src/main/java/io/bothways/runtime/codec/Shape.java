package io.bothways.runtime.codec;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.io.SerializedString;
import java.io.IOException;
import java.time.DateTimeException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A record as a JSON object, declared once for both directions: each member's name, where its value comes from and its
 * form. Members may stand in any order; unknown ones are skipped, so that a later version may add some.
 */
final class Shape<T> implements Form<T> {
    private final String what;
    private final List<Member<T, ?>> members;
    private final Map<String, Member<T, ?>> byName = new HashMap<>();
    private final Function<Members, T> maker;

    private Shape(String what, List<Member<T, ?>> members, Function<Members, T> maker) {
        this.what = what;
        this.members = List.copyOf(members);
        this.maker = maker;
        for (Member<T, ?> member : members) {
            if (byName.put(member.name.getValue(), member) != null) {
                throw new IllegalArgumentException(what + " has two members " + member.name);
            }
        }
    }

    /** Begins the declaration of a shape; {@code what} is said when a message's values contradict each other. */
    static <T> Declaration<T> of(String what) {
        return new Declaration<>(what);
    }

    @Override
    public void write(JsonGenerator json, T object) throws IOException {
        json.writeStartObject();
        writeMembers(json, object);
        json.writeEndObject();
    }

    void writeMembers(JsonGenerator json, T object) throws IOException {
        for (Member<T, ?> member : members) {
            member.write(json, object);
        }
    }

    @Override
    public T read(JsonParser json) throws IOException {
        if (!json.hasToken(JsonToken.START_OBJECT)) {
            throw UndecodableMessage.at(json, "an object, " + what);
        }
        return readMembers(json);
    }

    /** Reads what is left of an object, from behind its start or one of its members, to its end. */
    T readMembers(JsonParser json) throws IOException {
        Members read = new Members(members.size());
        int next = 0;
        for (String name = json.nextFieldName(); name != null; name = json.nextFieldName()) {
            Member<T, ?> member = named(name, next);
            JsonToken token = json.nextToken();
            if (member == null) {
                json.skipChildren();
                continue;
            }
            next = member.slot + 1;
            if (token == JsonToken.VALUE_NULL) {
                continue;
            }
            if (read.values[member.slot] != null) {
                throw UndecodableMessage.at(json, "this member once");
            }
            read.values[member.slot] = member.form.read(json);
        }
        for (Member<T, ?> member : members) {
            if (member.required && read.values[member.slot] == null) {
                throw UndecodableMessage.missing(json, member.name.getValue());
            }
        }
        try {
            return maker.apply(read);
        } catch (IllegalArgumentException | DateTimeException contradiction) {
            throw UndecodableMessage.at(json, "a valid " + what);
        }
    }

    /** Members mostly come in the order in which they were written: a guess that saves the look-up. */
    private @Nullable Member<T, ?> named(String name, int guess) {
        if (guess < members.size() && members.get(guess).name.getValue().equals(name)) {
            return members.get(guess);
        }
        return byName.get(name);
    }

    /** One member: also the key under which the maker asks for its value. */
    static final class Member<T, V> {
        private final int slot;
        private final SerializedString name;
        private final Function<T, @Nullable V> value;
        private final Form<V> form;
        private final boolean required;

        private Member(int slot, String name, Function<T, @Nullable V> value, Form<V> form, boolean required) {
            this.slot = slot;
            this.name = new SerializedString(name);
            this.value = value;
            this.form = form;
            this.required = required;
        }

        private void write(JsonGenerator json, T object) throws IOException {
            V present = value.apply(object);
            if (present != null) {
                json.writeFieldName(name);
                form.write(json, present);
            } else if (required) {
                throw new UnencodableMessage(name + " is required, but absent");
            }
        }
    }

    /** What was read of one object. */
    static final class Members {
        private final @Nullable Object[] values;

        private Members(int size) {
            this.values = new Object[size];
        }

        /** A required member's value. */
        @SuppressWarnings("unchecked") // a slot is filled by its own member's form only
        <V> V get(Member<?, V> member) {
            return (V) values[member.slot];
        }

        /** An optional member's value. */
        @SuppressWarnings("unchecked") // as above
        <V> Optional<V> find(Member<?, V> member) {
            return Optional.ofNullable((V) values[member.slot]);
        }
    }

    /** A shape in the making. */
    static final class Declaration<T> {
        private final String what;
        private final List<Member<T, ?>> members = new ArrayList<>();

        private Declaration(String what) {
            this.what = what;
        }

        <V> Member<T, V> required(String name, Function<T, V> value, Form<V> form) {
            return add(new Member<>(members.size(), name, value, form, true));
        }

        <V> Member<T, V> optional(String name, Function<T, Optional<V>> value, Form<V> form) {
            return add(new Member<>(members.size(), name, from -> value.apply(from).orElse(null), form, false));
        }

        private <V> Member<T, V> add(Member<T, V> member) {
            members.add(member);
            return member;
        }

        Shape<T> madeBy(Function<Members, T> maker) {
            return new Shape<>(what, members, maker);
        }
    }
}
