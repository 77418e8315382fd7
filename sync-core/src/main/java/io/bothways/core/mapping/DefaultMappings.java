package io.bothways.core.mapping;

import io.bothways.contracts.Side;
import io.bothways.contracts.configuration.Direction;
import io.bothways.contracts.configuration.MappedField;
import io.bothways.contracts.configuration.Mapping;
import io.bothways.contracts.configuration.MatchKey;
import io.bothways.contracts.configuration.MatchKey.Normaliser;
import io.bothways.contracts.configuration.ObjectSync;
import io.bothways.contracts.configuration.Policy;
import io.bothways.contracts.configuration.Transform;
import io.bothways.contracts.record.FieldSchema;
import io.bothways.contracts.record.ObjectSchema;
import io.bothways.contracts.record.ValueType;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;

/**
 * What two schemas suggest: fields of one standard meaning, then custom fields of one normalised name, then those of one
 * label, because some apps name custom fields by a number. Only pairs that can be mapped and that at least one side lets
 * us write. A person may change all of it.
 */
public final class DefaultMappings {
    private static final String EMAIL = "email";
    private static final String DOMAIN = "domain";
    private static final String WEBSITE = "website";
    private static final String COMPANY = "company";
    private static final String CONTACT = "contact";
    private static final String NAME = "name";
    private static final String FIRST_NAME = "first_name";
    private static final String LAST_NAME = "last_name";
    private static final String SPACE = " ";

    private final ObjectSchema a;
    private final ObjectSchema b;
    private final List<Mapping> mappings = new ArrayList<>();
    private final Set<String> mappedA = new HashSet<>();
    private final Set<String> mappedB = new HashSet<>();
    private final Set<String> names = new HashSet<>();
    private final Map<String, FieldSchema> meaningsA;
    private final Map<String, FieldSchema> meaningsB;

    private DefaultMappings(ObjectSchema a, ObjectSchema b) {
        this.a = a;
        this.b = b;
        Set<String> known = new TreeSet<>(List.of(DOMAIN, WEBSITE));
        List.of(a, b).forEach(schema -> schema.fields().forEach(field -> field.meaning().ifPresent(known::add)));
        this.meaningsA = byMeaning(a, known);
        this.meaningsB = byMeaning(b, known);
    }

    /** The object sync that the two schemas suggest, named by side A's kind. */
    public static ObjectSync between(ObjectSchema a, ObjectSchema b) {
        return new DefaultMappings(a, b).suggest();
    }

    private ObjectSync suggest() {
        List<MatchKey> keys = matchKeys();
        meaningsA.forEach((meaning, field) -> {
            if (meaningsB.containsKey(meaning)) {
                pair(meaning, field, meaningsB.get(meaning));
            }
        });
        if (!fullName(Side.A)) {
            fullName(Side.B);
        }
        pairCustom(field -> normalised(bare(field.name())));
        pairCustom(field -> normalised(field.label()));
        return new ObjectSync(a.kind(), a.type(), b.type(), keys, mappings);
    }

    private void pairCustom(Function<FieldSchema, String> word) {
        Map<String, FieldSchema> customB = byWord(b, word);
        byWord(a, word).forEach((name, field) -> {
            if (customB.containsKey(name)) {
                pair(name, field, customB.get(name));
            }
        });
    }

    /** A first and a last name on {@code several}, which the other side keeps as one. */
    private boolean fullName(Side several) {
        Map<String, FieldSchema> parts = several == Side.A ? meaningsA : meaningsB;
        Map<String, FieldSchema> whole = several == Side.A ? meaningsB : meaningsA;
        Set<String> mapped = several == Side.A ? mappedA : mappedB;
        FieldSchema first = parts.get(FIRST_NAME);
        FieldSchema last = parts.get(LAST_NAME);
        FieldSchema name = whole.get(NAME);
        if (first == null || last == null || name == null || mapped.contains(first.name())
                || mapped.contains(last.name()) || !pair(NAME, several == Side.A ? first : name,
                        several == Side.A ? name : first)) {
            return false;
        }
        mapped.add(last.name());
        List<Transform> join = List.of(new Transform.Join(SPACE));
        List<Transform> split = List.of(new Transform.Split(SPACE, Transform.Rest.FIRST));
        mappings.add(several == Side.A
                ? mappings.removeLast().withMore(List.of(end(last)), List.of()).withTransforms(split, join)
                : mappings.removeLast().withMore(List.of(), List.of(end(last))).withTransforms(join, split));
        return true;
    }

    private List<MatchKey> matchKeys() {
        if (a.kind().equals(CONTACT)) {
            return key(EMAIL, meaning(meaningsA, EMAIL), meaning(meaningsB, EMAIL), Normaliser.EMAIL);
        }
        if (a.kind().equals(COMPANY)) {
            Optional<FieldSchema> keyA = meaning(meaningsA, DOMAIN).or(() -> meaning(meaningsA, WEBSITE));
            Optional<FieldSchema> keyB = meaning(meaningsB, DOMAIN).or(() -> meaning(meaningsB, WEBSITE));
            return key(DOMAIN, keyA, keyB, Normaliser.DOMAIN);
        }
        return List.of();
    }

    /** The key's fields are mapped first: a new record has to carry the key by which it will be found. */
    private List<MatchKey> key(
            String name, Optional<FieldSchema> keyA, Optional<FieldSchema> keyB, Normaliser normaliser) {
        if (keyA.isEmpty() || keyB.isEmpty() || !pair(name, keyA.get(), keyB.get())) {
            return List.of();
        }
        return List.of(new MatchKey(name, keyA.get().name(), keyB.get().name(), normaliser));
    }

    private boolean pair(String name, FieldSchema fieldA, FieldSchema fieldB) {
        boolean taken = mappedA.contains(fieldA.name()) || mappedB.contains(fieldB.name());
        Optional<Direction> direction = direction(fieldA, fieldB);
        boolean compatible = Compatibility.common(fieldA.type(), fieldB.type()).isPresent();
        if (taken || !compatible || direction.isEmpty()) {
            return false;
        }
        Map<String, String> options = hasOptions(fieldA) ? options(fieldA, fieldB) : Map.of();
        if (hasOptions(fieldA) && options.isEmpty()) {
            return false;
        }
        mappedA.add(fieldA.name());
        mappedB.add(fieldB.name());
        String unique = names.add(name) ? name : name + "." + fieldA.name();
        mappings.add(new Mapping(unique, end(fieldA), end(fieldB), direction.get(), Policy.NEWEST, options));
        return true;
    }

    private static Optional<Direction> direction(FieldSchema fieldA, FieldSchema fieldB) {
        boolean writableA = fieldA.creatable() || fieldA.updatable();
        boolean writableB = fieldB.creatable() || fieldB.updatable();
        if (writableA && writableB) {
            return Optional.of(Direction.TWO_WAY);
        }
        return writableB ? Optional.of(Direction.A_TO_B) : writableA ? Optional.of(Direction.B_TO_A) : Optional.empty();
    }

    static MappedField end(FieldSchema field) {
        return new MappedField(field.name(), field.type(), field.creatable(), field.updatable(), field.required());
    }

    private static boolean hasOptions(FieldSchema field) {
        return field.type() == ValueType.OPTION || field.type() == ValueType.OPTION_SET;
    }

    /** Options of equal normalised name, else of equal normalised label; each has one partner at most. */
    private static Map<String, String> options(FieldSchema fieldA, FieldSchema fieldB) {
        Map<String, String> partners = new TreeMap<>();
        Set<String> taken = new HashSet<>();
        Map<String, String> optionsA = new TreeMap<>(fieldA.options());
        Map<String, String> optionsB = new TreeMap<>(fieldB.options());
        for (boolean byLabel : new boolean[] {false, true}) {
            optionsA.forEach((nameA, labelA) -> optionsB.forEach((nameB, labelB) -> {
                String wordA = normalised(byLabel ? labelA : nameA);
                String wordB = normalised(byLabel ? labelB : nameB);
                boolean free = !partners.containsKey(nameA) && !taken.contains(nameB);
                if (free && !wordA.isEmpty() && wordA.equals(wordB)) {
                    partners.put(nameA, nameB);
                    taken.add(nameB);
                }
            }));
        }
        return partners;
    }

    private static Optional<FieldSchema> meaning(Map<String, FieldSchema> meanings, String meaning) {
        return Optional.ofNullable(meanings.get(meaning));
    }

    /** As the app tells it; else a field of the tenant's own whose label is the word for it. */
    private static Map<String, FieldSchema> byMeaning(ObjectSchema schema, Set<String> known) {
        Map<String, FieldSchema> fields = new TreeMap<>();
        schema.fields().forEach(field -> field.meaning().ifPresent(meaning -> fields.putIfAbsent(meaning, field)));
        Map<String, FieldSchema> labels = byWord(schema, field -> normalised(field.label()));
        known.forEach(meaning -> Optional.ofNullable(labels.get(normalised(meaning)))
                .ifPresent(field -> fields.putIfAbsent(meaning, field)));
        return fields;
    }

    /** Fields without a standard meaning; a word that two fields of one side share is no suggestion. */
    private static Map<String, FieldSchema> byWord(ObjectSchema schema, Function<FieldSchema, String> word) {
        Map<String, FieldSchema> fields = new TreeMap<>();
        Map<String, Integer> count = new HashMap<>();
        for (FieldSchema field : schema.fields()) {
            if (field.meaning().isEmpty()) {
                fields.put(word.apply(field), field);
                count.merge(word.apply(field), 1, Integer::sum);
            }
        }
        fields.keySet().removeIf(each -> each.isEmpty() || count.get(each) > 1);
        return fields;
    }

    /** {@code custom_attributes.seats} is called {@code seats}. */
    private static String bare(String name) {
        return name.substring(name.lastIndexOf('.') + 1);
    }

    /** {@code customer_notes}, {@code Customer_Notes__c} and {@code CustomerNotes} are one name. */
    static String normalised(String name) {
        String bare = name.endsWith("__c") ? name.substring(0, name.length() - 3) : name;
        StringBuilder letters = new StringBuilder();
        bare.toLowerCase(Locale.ROOT).codePoints().filter(Character::isLetterOrDigit).forEach(letters::appendCodePoint);
        return letters.toString();
    }
}
