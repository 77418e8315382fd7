package io.bothways.runtime.codec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import com.fasterxml.jackson.core.json.JsonWriteFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
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
import io.bothways.contracts.record.Value;
import io.bothways.contracts.write.WriteCommand;
import io.bothways.contracts.write.WriteResult;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What holds for every message, tried on seeded ones by the thousand. */
class CodecLawsTest {
    private static final int MESSAGES = 300;
    private static final Codec CODEC = new Codec();
    private static final ObjectMapper TREES =
            JsonMapper.builder().enable(JsonWriteFeature.ESCAPE_NON_ASCII).build();

    /** One kind of message: how it is made, written and read. */
    record Kind<T>(
            String name, Function<AnyMessage, T> make, Function<T, byte[]> encode, Function<byte[], T> decode) {
        @Override
        public String toString() {
            return name;
        }
    }

    static Stream<Kind<?>> kinds() {
        return Stream.of(
                kind(ChangeEvent.class, CODEC::encode, CODEC::decodeChangeEvent),
                kind(Hint.class, CODEC::encode, CODEC::decodeHint),
                kind(Mirrored.class, CODEC::encode, CODEC::decodeMirrored),
                kind(WriteCommand.class, CODEC::encode, CODEC::decodeWriteCommand),
                kind(WriteResult.class, CODEC::encode, CODEC::decodeWriteResult),
                kind(Activity.class, CODEC::encode, CODEC::decodeActivity),
                kind(Request.class, CODEC::encode, CODEC::decodeRequest),
                kind(DeadLetter.class, CODEC::encode, CODEC::decodeDeadLetter),
                column(Snapshot.class, CODEC::snapshot, CODEC::decodeSnapshot),
                column(ConnectionConfiguration.class, CODEC::configuration, CODEC::decodeConfiguration),
                new Kind<Map<String, FieldValue>>(
                        "fields",
                        AnyMessage::fields,
                        fields -> bytes(CODEC.fields(fields)),
                        json -> CODEC.decodeFields(text(json))),
                new Kind<List<ObjectSchema>>(
                        "schemas",
                        any -> List.of(any.of(ObjectSchema.class), any.of(ObjectSchema.class)),
                        schemas -> bytes(CODEC.schemas(schemas)),
                        json -> CODEC.decodeSchemas(text(json))));
    }

    private static <T> Kind<T> kind(Class<T> type, Function<T, byte[]> encode, Function<byte[], T> decode) {
        return new Kind<>(type.getSimpleName(), any -> any.of(type), encode, decode);
    }

    private static <T> Kind<T> column(Class<T> type, Function<T, String> encode, Function<String, T> decode) {
        return kind(type, value -> bytes(encode.apply(value)), json -> decode.apply(text(json)));
    }

    @ParameterizedTest
    @MethodSource("kinds")
    <T> void whatIsReadIsWhatWasWritten(Kind<T> kind) {
        for (int seed = 0; seed < MESSAGES; seed++) {
            T message = kind.make().apply(new AnyMessage(seed));

            T read = kind.decode().apply(kind.encode().apply(message));

            assertSame(seed, message, read);
        }
    }

    @ParameterizedTest
    @MethodSource("kinds")
    <T> void equalMessagesAreEqualBytes(Kind<T> kind) {
        for (int seed = 0; seed < MESSAGES; seed++) {
            byte[] written = kind.encode().apply(kind.make().apply(new AnyMessage(seed)));

            byte[] again = kind.encode().apply(kind.decode().apply(written));

            assertThat(text(again)).as("seed %d", seed).isEqualTo(text(written));
        }
    }

    @ParameterizedTest
    @MethodSource("kinds")
    <T> void membersMayComeInAnyOrder(Kind<T> kind) throws IOException {
        for (int seed = 0; seed < MESSAGES; seed++) {
            T message = kind.make().apply(new AnyMessage(seed));
            JsonNode tree = shuffled(TREES.readTree(kind.encode().apply(message)), AnyMessage.random(seed));

            T read = kind.decode().apply(TREES.writeValueAsBytes(tree));

            assertSame(seed, message, read);
        }
    }

    @ParameterizedTest
    @MethodSource("kinds")
    <T> void damagedBytesAreRefusedWithoutTellingAValue(Kind<T> kind) {
        int refused = 0;
        for (int seed = 0; seed < MESSAGES; seed++) {
            byte[] bytes = damaged(kind.encode().apply(kind.make().apply(new AnyMessage(seed))), AnyMessage.random(seed));
            try {
                kind.decode().apply(bytes);
            } catch (UndecodableMessage expected) {
                refused++;
                assertThat(expected.getMessage()).as("seed %d", seed).doesNotContain(AnyMessage.PRIVATE);
                assertThat(expected.getCause()).as("a cause could quote the message").isNull();
            } catch (RuntimeException other) {
                fail("seed " + seed, other);
            }
        }
        assertThat(refused).isGreaterThan(MESSAGES / 3);
    }

    @Test
    void aTextOfAMegabyteComesBackWhole() {
        String text = "ä\ud83d\ude00\"x".repeat(130_000) + "\ud83d";
        Map<String, FieldValue> fields = Map.of("notes", FieldValue.of(new Value.Text(text)));

        assertThat(CODEC.decodeFields(CODEC.fields(fields))).isEqualTo(fields);
    }

    @Test
    void unreadFieldsAreAbsentAndClearedOnesAreNull() {
        Map<String, FieldValue> fields = Map.of("phone", FieldValue.CLEARED, "city", FieldValue.UNREAD);

        assertThat(CODEC.fields(fields)).isEqualTo("{\"phone\":null}");
        assertThat(CODEC.decodeFields("{\"phone\":null}")).isEqualTo(Map.of("phone", FieldValue.CLEARED));
    }

    private static void assertSame(int seed, Object expected, Object actual) {
        if (expected instanceof DeadLetter) {
            assertThat(actual).as("seed %d", seed).usingRecursiveComparison().isEqualTo(expected);
        } else {
            assertThat(actual).as("seed %d", seed).isEqualTo(expected);
        }
    }

    private static JsonNode shuffled(JsonNode node, Random random) {
        if (node instanceof ObjectNode object) {
            List<String> names = new ArrayList<>();
            object.fieldNames().forEachRemaining(names::add);
            Collections.shuffle(names, random);
            ObjectNode other = TREES.createObjectNode();
            names.forEach(name -> other.set(name, shuffled(object.get(name), random)));
            return other;
        }
        if (node.isArray()) {
            var list = TREES.createArrayNode();
            node.forEach(item -> list.add(shuffled(item, random)));
            return list;
        }
        return node;
    }

    private static byte[] damaged(byte[] bytes, Random random) {
        byte[] copy = random.nextInt(4) == 0 ? Arrays.copyOf(bytes, random.nextInt(bytes.length)) : bytes.clone();
        for (int left = random.nextInt(3); left > 0 && copy.length > 0; left--) {
            copy[random.nextInt(copy.length)] = random.nextBoolean() ? (byte) random.nextInt() : (byte) '"';
        }
        return copy;
    }

    private static byte[] bytes(String json) {
        return json.getBytes(StandardCharsets.UTF_8);
    }

    private static String text(byte[] json) {
        return new String(json, StandardCharsets.UTF_8);
    }
}
