package io.bothways.core.merge;

import static org.assertj.core.api.Assertions.assertThat;

import io.bothways.contracts.record.FieldValue;
import io.bothways.contracts.record.Value;
import io.bothways.contracts.record.ValueType;
import java.util.List;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

class SetMergeTest {
    @Test
    void whatCameAndWentSinceIsAnEditBesideWhatWasToBeCarriedAlready() {
        FieldValue base = tags("agreed", "removed before");
        FieldValue seen = tags("agreed", "added before", "goes");
        FieldValue now = tags("agreed", "added before", "comes");

        FieldValue moved = SetMerge.baseOfEditsSince(base, seen, now, ValueType.OPTION_SET);

        assertThat(moved).isEqualTo(tags("agreed", "removed before", "goes"));
    }

    @Test
    void aMemberThatCameBackIsNoEditAgainstWhatWasSeenWithoutIt() {
        FieldValue base = tags("member");

        FieldValue moved = SetMerge.baseOfEditsSince(base, FieldValue.CLEARED, tags("member"), ValueType.OPTION_SET);

        assertThat(moved).as("it came after all was said to be gone").isEqualTo(FieldValue.CLEARED);
    }

    @Test
    void whatTheTargetHadChangedItselfIsStillToBeCarriedOnceItWasWritten() {
        FieldValue base = tags("agreed", "removed there");
        FieldValue expected = tags("agreed", "added there");
        FieldValue told = tags("agreed", "added there", "ours");

        FieldValue moved = SetMerge.baseAfterWrite(base, expected, told, ValueType.OPTION_SET);

        assertThat(moved).isEqualTo(tags("agreed", "removed there", "ours"));
    }

    @Test
    void whatWasCarriedMeanwhileIsAgreed() {
        FieldValue base = tags("agreed", "carried meanwhile");
        FieldValue expected = tags("agreed", "carried meanwhile");

        FieldValue moved = SetMerge.baseAfterWrite(
                base, expected, tags("agreed", "carried meanwhile", "ours"), ValueType.OPTION_SET);

        assertThat(moved).isEqualTo(tags("agreed", "carried meanwhile", "ours"));
    }

    private static FieldValue tags(String... names) {
        return FieldValue.of(new Value.OptionSet(new TreeSet<>(List.of(names))));
    }
}
