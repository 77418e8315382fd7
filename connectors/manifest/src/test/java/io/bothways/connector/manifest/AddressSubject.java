package io.bothways.connector.manifest;

import com.fasterxml.jackson.databind.JsonNode;
import io.bothways.connector.manifest.expression.Json;
import io.bothways.connector.manifest.format.Manifest;
import io.bothways.connector.manifest.format.Manifest.Field;
import io.bothways.contracts.record.FieldValue;
import io.bothways.contracts.record.Value;
import io.bothways.simulator.kit.SimulatedApp;
import io.bothways.tck.Sample;
import io.bothways.tck.Subject;
import io.bothways.tck.VendorError;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.opentest4j.TestAbortedException;

/**
 * The app at an address as a manifest describes it. What its records look like is made up from the fields: the first
 * type of contacts (else the first of all), a unique field or the e-mail for the key, another text for edits.
 */
final class AddressSubject implements Subject {
    private final Manifest manifest;
    private final URI address;
    private final Map<String, String> credentials;

    AddressSubject(Path file, URI address, Optional<Path> credentials) {
        this.manifest = ManifestCatalog.read(file);
        this.address = address;
        this.credentials = credentials.map(AddressSubject::members).orElseGet(TreeMap::new);
    }

    private static Map<String, String> members(Path file) {
        try {
            Map<String, String> members = new TreeMap<>();
            if (Json.parse(Files.readString(file)).orElse(null) instanceof Map<?, ?> json) {
                json.forEach((name, value) -> members.put(String.valueOf(name), String.valueOf(value)));
            }
            return members;
        } catch (IOException unreadable) {
            throw new UncheckedIOException("the file of credentials cannot be read", unreadable);
        }
    }

    @Override
    public String connector() {
        return manifest.id();
    }

    @Override
    public SimulatedApp app() {
        throw new IllegalStateException("the app runs at " + address);
    }

    @Override
    public Optional<URI> address() {
        return Optional.of(address);
    }

    /** Those given; what is not given may stand in the start line of a simulator. */
    @Override
    public Map<String, String> credentials(JsonNode startLine) {
        Map<String, String> all = new TreeMap<>(credentials);
        manifest.credentials().forEach(members -> members.stream()
                .filter(member -> startLine.path(member).isTextual())
                .forEach(member -> all.putIfAbsent(member, startLine.path(member).asText())));
        return all;
    }

    /** A simulator names its account by the one member that is an id and no client's. */
    @Override
    public String identity(JsonNode startLine) {
        return startLine.properties().stream()
                .filter(member -> member.getKey().endsWith("_id") && !member.getKey().startsWith("client"))
                .map(member -> member.getValue().asText())
                .findFirst()
                .orElseThrow(() -> new TestAbortedException("needs to know what the account is called"));
    }

    @Override
    public Sample person() {
        String type = typeOf("contact").orElseGet(() -> manifest.types().keySet().iterator().next());
        return sample(type, true);
    }

    @Override
    public Optional<Sample> company() {
        return typeOf("company").map(type -> sample(type, false));
    }

    private Optional<String> typeOf(String kind) {
        return manifest.types().entrySet().stream()
                .filter(type -> kind.equals(type.getValue().kind()))
                .map(Map.Entry::getKey)
                .findFirst();
    }

    private Sample sample(String type, boolean person) {
        List<Field> fields = manifest.types().get(type).fields().stream()
                .filter(field -> field.writable() == Field.Access.ALWAYS)
                .toList();
        Field key = fields.stream()
                .filter(Field::unique)
                .findFirst()
                .or(() -> fields.stream().filter(field -> field.type() == Field.Kind.EMAIL).findFirst())
                .or(() -> fields.stream().filter(field -> field.type() == Field.Kind.TEXT).findFirst())
                .orElseThrow(() -> new TestAbortedException(type + " has no field to tell records apart by"));
        Field text = fields.stream()
                .filter(field -> field.type() == Field.Kind.TEXT && !field.required())
                .filter(field -> !field.name().equals(key.name()))
                .findFirst()
                .orElseThrow(() -> new TestAbortedException(type + " has no text that may be empty"));
        boolean email = key.type() == Field.Kind.EMAIL;
        Sample sample = Sample.of(type, key.name(), number -> email ? "p" + number + "@example.com" : "Key " + number,
                text.name());
        sample = key.unique() ? sample : sample.repeatable();
        for (Field field : fields) {
            if (field.required() && !field.name().equals(key.name())) {
                sample = sample.requiring(field.name(), "Example");
            }
        }
        return person ? withValues(sample, fields) : sample;
    }

    private Sample withValues(Sample plain, List<Field> fields) {
        Map<Field.Kind, Field> first = new LinkedHashMap<>();
        fields.stream().filter(field -> !field.required()).forEach(field -> first.putIfAbsent(field.type(), field));
        Sample sample = plain;
        for (Map.Entry<Field.Kind, Field> each : first.entrySet()) {
            Field field = each.getValue();
            sample = switch (each.getKey()) {
                case DECIMAL -> sample.holding(field.name(), FieldValue.of(new Value.Decimal(new BigDecimal("12.5"))));
                case DATE -> sample.holding(field.name(), FieldValue.of(new Value.Date(LocalDate.of(2027, 2, 28))));
                case BOOLEAN -> sample.holding(field.name(), FieldValue.of(new Value.Bool(true)));
                case OPTION -> field.options().isEmpty()
                        ? sample
                        : sample.holding(
                                field.name(),
                                FieldValue.of(new Value.Option(field.options().keySet().iterator().next())));
                case REFERENCE -> company().filter(company -> field.to().contains(company.type())).isPresent()
                        ? sample.referringBy(field.name())
                        : sample;
                case TEXT, EMAIL, PHONE, URL, TIMESTAMP, OPTION_SET, REFERENCE_SET -> sample;
            };
        }
        return sample;
    }

    @Override
    public List<VendorError> errors() {
        throw new TestAbortedException("needs the vendor's errors: the manifest's own examples hold them");
    }
}
