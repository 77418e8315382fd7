package io.bothways.core.transform;

import io.bothways.contracts.Side;
import io.bothways.contracts.configuration.Mapping;
import io.bothways.contracts.configuration.Transform;
import io.bothways.contracts.record.ValueType;
import java.util.HashSet;

/**
 * What of a value cannot be got back once it was said on the other side. Whatever it is, it makes no loop: each side is
 * compared with its own base, never with what the other one's value would be here.
 */
public enum Loss {
    /** Nothing: there are steps that lead back to the same value. */
    NOTHING,
    /** How it was written: letters' case, white space. Saying it twice is saying it once. */
    SPELLING,
    /** Some of what it says. */
    CONTENT;

    /** What the mapping loses on the way from a side to the other: the most that one of its steps does. */
    public static Loss of(Mapping mapping, Side from) {
        Loss most = NOTHING;
        for (Transform step : mapping.to(from.other())) {
            Loss loss = of(step, mapping.on(from).type(), mapping.on(from.other()).type());
            most = loss.compareTo(most) > 0 ? loss : most;
        }
        return most;
    }

    private static Loss of(Transform step, ValueType from, ValueType to) {
        return switch (step) {
            case Transform.ChangeCase any -> SPELLING;
            case Transform.Trim any -> SPELLING;
            case Transform.Split any -> SPELLING;
            case Transform.DateFormat(String pattern, String zone) -> {
                ValueType dated = from == ValueType.DATE || from == ValueType.TIMESTAMP ? from : to;
                yield Dates.bothWays(pattern, dated) ? NOTHING : CONTENT;
            }
            case Transform.DayIn any -> from == ValueType.DATE ? NOTHING : CONTENT;
            case Transform.ValueMap map -> {
                boolean oneToOne = new HashSet<>(map.values().values()).size() == map.values().size();
                yield oneToOne && map.otherwise().isEmpty() ? NOTHING : CONTENT;
            }
            case Transform.Join any -> CONTENT;
            case Transform.Default any -> CONTENT;
            case Transform.Template any -> CONTENT;
            case Transform.Expression any -> CONTENT;
        };
    }
}
