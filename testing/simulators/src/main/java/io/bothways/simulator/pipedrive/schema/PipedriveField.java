package io.bothways.simulator.pipedrive.schema;

import io.bothways.simulator.kit.people.Trait;
import io.bothways.simulator.kit.store.FieldDefinition;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A field of an object type.
 *
 * @param code the name in the API; 40 hex digits for a custom field
 * @param label what people call it
 * @param type how its values look
 * @param trait what it holds of an invented person or company, or {@code null}
 * @param options the choices of option fields
 * @param custom whether the company added it; the API then has it under {@code custom_fields}
 * @param onPage whether people may edit it
 * @param writable whether the API may write it
 * @param required whether it must not be blank
 */
public record PipedriveField(String code, String label, FieldType type, @Nullable Trait trait, List<Option> options,
        boolean custom, boolean onPage, boolean writable, boolean required) {

    /** A choice; the API knows it by its id, people by its label. */
    public record Option(int id, String label) {
    }

    public PipedriveField {
        options = List.copyOf(options);
    }

    static PipedriveField standard(String code, String label, FieldType type, @Nullable Trait trait) {
        return new PipedriveField(code, label, type, trait, List.of(), false, true, true, false);
    }

    /** A field whose code is drawn from type and label, as no two companies have the same. */
    static PipedriveField custom(String owner, String label, FieldType type, @Nullable Trait trait, int firstOption,
            String... options) {
        List<Option> choices = new ArrayList<>();
        for (String option : options) {
            choices.add(new Option(firstOption + choices.size(), option));
        }
        return new PipedriveField(hash(owner + "/" + label), label, type, trait, choices, true, true, true, false);
    }

    PipedriveField asRequired() {
        return new PipedriveField(code, label, type, trait, options, custom, onPage, writable, true);
    }

    /** Kept by the app or derived: people see it, and only the API may write it. */
    PipedriveField offPage() {
        return new PipedriveField(code, label, type, trait, options, custom, false, writable, required);
    }

    PipedriveField choosing(String... words) {
        List<Option> choices = new ArrayList<>();
        for (String word : words) {
            choices.add(new Option(choices.size() + 1, word));
        }
        return new PipedriveField(code, label, type, trait, choices, custom, onPage, writable, required);
    }

    FieldDefinition definition() {
        return new FieldDefinition(code, label, type.kind(), trait,
                type.kind() == FieldDefinition.Kind.OPTION ? options.stream().map(Option::label).toList() : List.of(),
                onPage, required);
    }

    public Optional<Option> option(int id) {
        return options.stream().filter(option -> option.id() == id).findFirst();
    }

    public Optional<Option> option(String optionLabel) {
        return options.stream().filter(option -> option.label().equals(optionLabel)).findFirst();
    }

    private static String hash(String name) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-1")
                    .digest(name.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every JDK has SHA-1", e);
        }
    }
}
