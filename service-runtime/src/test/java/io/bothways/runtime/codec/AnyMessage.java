package io.bothways.runtime.codec;

import io.bothways.contracts.AccountId;
import io.bothways.contracts.ConnectionId;
import io.bothways.contracts.TenantId;
import io.bothways.contracts.record.Evidence;
import io.bothways.contracts.record.FieldValue;
import io.bothways.contracts.record.RecordRef;
import java.lang.reflect.Constructor;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Supplier;
import java.util.stream.Stream;

/**
 * Makes any record of the contracts, full of what apps do to texts, numbers and times. It follows the records'
 * components, so a new message or member is tried without a word here.
 */
final class AnyMessage {
    /** Stands in many a text, never in a name: no exception may repeat it. */
    static final String PRIVATE = "s3cr3t";

    private static final List<String> TEXTS = List.of(
            "",
            " ",
            PRIVATE,
            "Zoë \"Ann\" O'Neil \\ / \b\f\n\r\t",
            "\u0000" + PRIVATE + "\u001f\u007f\u2028\u2029\ufeff\ufffe\uffff",
            "👩‍👩‍👧‍👦 " + PRIVATE,
            "cut in half \ud83d",
            "\ude00 the other half",
            "\ude00\ud83d both, the wrong way round",
            "שלום مرحبا 你好 नमस्ते",
            "null",
            "{\"type\":\"x\"}");

    /** How deep a type may hold itself before its leaves are taken. */
    private static final int DEEPEST = 12;

    private final Random random;
    private int depth;

    AnyMessage(long seed) {
        random = random(seed);
    }

    /** The JDK's generator begins alike for neighbouring seeds: without the factor some cases would never be drawn. */
    static Random random(long seed) {
        return new Random(seed * 0x9E3779B97F4A7C15L);
    }

    <T> T of(Class<T> type) {
        return type.cast(any(type));
    }

    Map<String, FieldValue> fields() {
        Map<String, FieldValue> fields = new TreeMap<>();
        for (int left = random.nextInt(8); left > 0; left--) {
            FieldValue value = of(FieldValue.class);
            if (!(value instanceof FieldValue.Unread)) {
                fields.put(name(), value);
            }
        }
        return fields;
    }

    private Object any(Type type) {
        if (type instanceof ParameterizedType generic) {
            return anyGeneric((Class<?>) generic.getRawType(), generic.getActualTypeArguments());
        }
        Class<?> plain = (Class<?>) type;
        if (plain.isSealed() && plain.isInterface()) {
            return any(one(cases(plain)));
        }
        if (plain.isEnum()) {
            return one(List.of(plain.getEnumConstants()));
        }
        return plain.isRecord() ? anyRecord(plain) : anyScalar(plain);
    }

    private List<Class<?>> cases(Class<?> sealed) {
        List<Class<?>> cases = List.of(sealed.getPermittedSubclasses());
        return depth < DEEPEST ? cases : cases.stream().filter(each -> !holds(each, sealed)).toList();
    }

    private static boolean holds(Class<?> type, Class<?> itself) {
        return Stream.of(type.getRecordComponents())
                .map(RecordComponent::getGenericType)
                .anyMatch(part -> part == itself || part.getTypeName().endsWith("<" + itself.getName() + ">"));
    }

    private Object anyGeneric(Class<?> type, Type[] of) {
        if (type == Optional.class) {
            return random.nextBoolean() ? Optional.empty() : Optional.of(any(of[0]));
        }
        if (type == Map.class && of[1] == FieldValue.class) {
            return fields();
        }
        if (type == Map.class) {
            Map<String, Object> map = new TreeMap<>();
            some(() -> map.put(name(), any(of[1])));
            return map;
        }
        List<Object> list = new ArrayList<>();
        some(() -> list.add(any(of[0])));
        return type == List.class ? list : new TreeSet<>(list);
    }

    private void some(Supplier<?> once) {
        for (int left = random.nextInt(4); left > 0; left--) {
            once.get();
        }
    }

    private Object anyRecord(Class<?> type) {
        if (type == TenantId.class) {
            return new TenantId(id());
        }
        if (type == AccountId.class) {
            return new AccountId(id());
        }
        if (type == ConnectionId.class) {
            return new ConnectionId(id());
        }
        if (type == RecordRef.class) {
            return new RecordRef(of(AccountId.class), "t" + text(), "i" + text());
        }
        if (type == Evidence.class) {
            long asked = random.nextLong() >>> 2;
            return new Evidence(random.nextLong(), asked, asked + (random.nextLong() >>> 2), random.nextBoolean(),
                    random.nextBoolean() ? Evidence.SECOND : 1 + (random.nextLong() >>> 2));
        }
        return made(type);
    }

    private Object made(Class<?> type) {
        RecordComponent[] components = type.getRecordComponents();
        Class<?>[] types = new Class<?>[components.length];
        Object[] values = new Object[components.length];
        depth++;
        for (int at = 0; at < components.length; at++) {
            types[at] = components[at].getType();
            values[at] = any(components[at].getGenericType());
        }
        depth--;
        try {
            Constructor<?> constructor = type.getDeclaredConstructor(types);
            return constructor.newInstance(values);
        } catch (ReflectiveOperationException defect) {
            throw new AssertionError("a public record of the contracts: " + type, defect);
        }
    }

    private Object anyScalar(Class<?> type) {
        if (type == String.class) {
            return text();
        } else if (type == long.class || type == Long.class) {
            return one(List.of(0L, 1L, -1L, Long.MAX_VALUE, Long.MIN_VALUE, random.nextLong()));
        } else if (type == int.class) {
            return random.nextInt();
        } else if (type == boolean.class) {
            return random.nextBoolean();
        } else if (type == Instant.class) {
            return instant();
        } else if (type == LocalDate.class) {
            return one(List.of(
                    LocalDate.of(9999, 12, 31),
                    LocalDate.MIN,
                    LocalDate.MAX,
                    LocalDate.of(1, 1, 1),
                    LocalDate.ofEpochDay(random.nextInt())));
        } else if (type == Duration.class) {
            return one(List.of(Duration.ZERO, Duration.ofSeconds(random.nextLong(), random.nextInt(1_000_000_000))));
        } else if (type == BigDecimal.class) {
            return decimal();
        } else if (type == byte[].class) {
            byte[] bytes = new byte[random.nextInt(300)];
            random.nextBytes(bytes);
            return bytes;
        }
        throw new AssertionError("say how to make a " + type);
    }

    private Instant instant() {
        return one(List.of(
                Instant.parse("9999-12-31T23:59:59.999999999Z"),
                Instant.EPOCH,
                Instant.MIN,
                Instant.MAX,
                Instant.parse("2026-01-31T08:09:10.1Z"),
                Instant.ofEpochSecond(random.nextInt(), random.nextInt(1_000_000_000)),
                Instant.ofEpochMilli(random.nextLong() >> 20)));
    }

    private BigDecimal decimal() {
        return one(List.of(
                new BigDecimal("10"),
                new BigDecimal("10.0"),
                new BigDecimal("-0.00"),
                new BigDecimal("1E+3"),
                BigDecimal.TEN.pow(999),
                new BigDecimal(new BigInteger(3_300, random), random.nextInt(2_001) - 1_000)));
    }

    private String text() {
        String text = one(TEXTS);
        return random.nextInt(4) == 0 ? text + random.nextInt() + one(TEXTS) : text;
    }

    private String name() {
        return one(List.of("email", "First_Name__c", "", "a.b/c~d", "größe", "\ud83d\ude00", "half \ud83d", "\n"))
                + random.nextInt(1_000);
    }

    private String id() {
        return one(List.of("t", "acme-", "A_")) + random.nextInt(Integer.MAX_VALUE);
    }

    private <E> E one(List<E> list) {
        return list.get(random.nextInt(list.size()));
    }
}
