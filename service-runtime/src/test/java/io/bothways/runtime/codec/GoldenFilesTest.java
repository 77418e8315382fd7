package io.bothways.runtime.codec;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.bothways.contracts.configuration.ConnectionConfiguration;
import io.bothways.contracts.event.Activity;
import io.bothways.contracts.event.ChangeEvent;
import io.bothways.contracts.event.DeadLetter;
import io.bothways.contracts.event.Hint;
import io.bothways.contracts.event.Mirrored;
import io.bothways.contracts.event.Request;
import io.bothways.contracts.record.FieldValue;
import io.bothways.contracts.record.ObjectSchema;
import io.bothways.contracts.record.Snapshot;
import io.bothways.contracts.write.WriteCommand;
import io.bothways.contracts.write.WriteResult;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What was ever on the wire is still understood, and what is written today looks as it did. */
class GoldenFilesTest {
    private static final Path FILES = Contracts.path("src/test/resources/v1");
    private static final ObjectMapper TREES = new ObjectMapper();
    private static final Codec CODEC = new Codec();

    static Set<String> names() {
        return Samples.all().keySet();
    }

    @ParameterizedTest
    @MethodSource("names")
    void readsWhatWasWritten(String name) throws IOException {
        Object sample = Samples.all().get(name);
        byte[] file = Files.readAllBytes(FILES.resolve(name + ".json"));

        if (sample instanceof DeadLetter) {
            assertThat(decode(sample, file)).usingRecursiveComparison().isEqualTo(sample);
        } else {
            assertThat(decode(sample, file)).isEqualTo(sample);
        }
    }

    @ParameterizedTest
    @MethodSource("names")
    void writesAsItWasWritten(String name) throws IOException {
        byte[] file = Files.readAllBytes(FILES.resolve(name + ".json"));

        assertThat(TREES.readTree(encode(Samples.all().get(name)))).isEqualTo(TREES.readTree(file));
    }

    @Test
    void everyFileHasItsSample() throws IOException {
        try (Stream<Path> files = Files.list(FILES)) {
            Set<String> found = files.map(file -> file.getFileName().toString().replaceFirst("\\.json$", ""))
                    .collect(Collectors.toCollection(TreeSet::new));

            assertThat(found).isEqualTo(names());
        }
    }

    @Test
    void everyMessageTypeAndOutcomeHasASample() {
        Set<String> expected = new HashSet<>(Contracts.messageTypes());
        expected.remove("write_result");
        WriteForms.OUTCOME.codes().forEach(code -> expected.add("write_result." + code));

        assertThat(names()).containsAll(expected);
    }

    private static byte[] encode(Object sample) {
        return switch (sample) {
            case ChangeEvent event -> CODEC.encode(event);
            case Hint hint -> CODEC.encode(hint);
            case Mirrored mirrored -> CODEC.encode(mirrored);
            case WriteCommand command -> CODEC.encode(command);
            case WriteResult result -> CODEC.encode(result);
            case Activity activity -> CODEC.encode(activity);
            case Request request -> CODEC.encode(request);
            case DeadLetter letter -> CODEC.encode(letter);
            case Snapshot snapshot -> bytes(CODEC.snapshot(snapshot));
            case ConnectionConfiguration configuration -> bytes(CODEC.configuration(configuration));
            case Map<?, ?> fields -> bytes(CODEC.fields(Contracts.typed(fields, String.class, FieldValue.class)));
            case List<?> schemas -> bytes(CODEC.schemas(schemas.stream().map(ObjectSchema.class::cast).toList()));
            default -> throw new AssertionError("no message: " + sample.getClass());
        };
    }

    private static Object decode(Object sample, byte[] json) {
        return switch (sample) {
            case ChangeEvent event -> CODEC.decodeChangeEvent(json);
            case Hint hint -> CODEC.decodeHint(json);
            case Mirrored mirrored -> CODEC.decodeMirrored(json);
            case WriteCommand command -> CODEC.decodeWriteCommand(json);
            case WriteResult result -> CODEC.decodeWriteResult(json);
            case Activity activity -> CODEC.decodeActivity(json);
            case Request request -> CODEC.decodeRequest(json);
            case DeadLetter letter -> CODEC.decodeDeadLetter(json);
            case Snapshot snapshot -> CODEC.decodeSnapshot(text(json));
            case ConnectionConfiguration configuration -> CODEC.decodeConfiguration(text(json));
            case Map<?, ?> fields -> CODEC.decodeFields(text(json));
            case List<?> schemas -> CODEC.decodeSchemas(text(json));
            default -> throw new AssertionError("no message: " + sample.getClass());
        };
    }

    private static byte[] bytes(String json) {
        return json.getBytes(StandardCharsets.UTF_8);
    }

    private static String text(byte[] json) {
        return new String(json, StandardCharsets.UTF_8);
    }
}
