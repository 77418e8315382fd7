package io.bothways.core.mapping;

import static org.assertj.core.api.Assertions.assertThat;

import io.bothways.contracts.AccountId;
import io.bothways.contracts.ConnectionId;
import io.bothways.contracts.TenantId;
import io.bothways.contracts.configuration.ConnectionConfiguration;
import io.bothways.contracts.configuration.Direction;
import io.bothways.contracts.configuration.MappedField;
import io.bothways.contracts.configuration.Mapping;
import io.bothways.contracts.configuration.ObjectSync;
import io.bothways.contracts.configuration.Policy;
import io.bothways.contracts.configuration.Transform;
import io.bothways.contracts.record.ValueType;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RingCheckTest {
    private static final MappedField MAIL = new MappedField("mail", ValueType.TEXT, true, true, false);

    private static ConnectionConfiguration connection(String a, String b, Direction direction, Policy policy,
            Transform... steps) {
        Mapping mapping = new Mapping("mail", MAIL, MAIL, direction, policy, Map.of())
                .withTransforms(List.of(), List.of(steps));
        return new ConnectionConfiguration(new TenantId("t"), new ConnectionId(a + b), 1, new AccountId(a),
                new AccountId(b), List.of(new ObjectSync("contact", "person", "person", List.of(), List.of(mapping))));
    }

    private static List<ConfigurationError> check(ConnectionConfiguration saved, ConnectionConfiguration... others) {
        return RingCheck.check(saved, List.of(others));
    }

    @ParameterizedTest
    @CsvSource({
        "SIDE_A, SIDE_A, SIDE_A, false", "SIDE_B, SIDE_B, SIDE_B, false", "SIDE_A, SIDE_A, SIDE_B, true",
        "SIDE_A, NEWEST, SIDE_A, true", "NEWEST, NEWEST, NEWEST, true", "SIDE_A, SIDE_A, REVIEW, true",
    })
    void refusesARingInWhichEachBeatsTheNext(Policy ab, Policy bc, Policy ca, boolean settles) {
        List<ConfigurationError> errors = check(connection("c", "a", Direction.TWO_WAY, ca),
                connection("a", "b", Direction.TWO_WAY, ab), connection("b", "c", Direction.TWO_WAY, bc));

        assertThat(errors.isEmpty()).isEqualTo(settles);
        assertThat(errors).allSatisfy(error -> {
            assertThat(error.path()).isEqualTo("objects.contact.mappings[mail]");
            assertThat(error.message()).contains("a person.mail → ", "b person.mail → ", "c person.mail → ", "NEWEST");
        });
    }

    @Test
    void oneDirectionBeatsToo() {
        ConnectionConfiguration ab = connection("a", "b", Direction.A_TO_B, Policy.NEWEST);
        ConnectionConfiguration bc = connection("b", "c", Direction.A_TO_B, Policy.NEWEST);

        assertThat(check(connection("c", "a", Direction.A_TO_B, Policy.NEWEST), ab, bc)).hasSize(1);
        assertThat(check(connection("c", "a", Direction.B_TO_A, Policy.NEWEST), ab, bc)).isEmpty();
        assertThat(check(connection("c", "a", Direction.OFF, Policy.SIDE_A), ab, bc)).isEmpty();
    }

    @Test
    void twoConnectionsBetweenTheSameAccountsAreARingAsWell() {
        ConnectionConfiguration there = connection("a", "b", Direction.TWO_WAY, Policy.SIDE_A);
        ConnectionConfiguration back = connection("b", "a", Direction.TWO_WAY, Policy.SIDE_A);

        assertThat(check(back, there)).hasSize(1);
        assertThat(check(connection("b", "a", Direction.TWO_WAY, Policy.SIDE_B), there)).isEmpty();
    }

    @Test
    void refusesATransformThatLosesContentOnAWayRound() {
        ConnectionConfiguration ab = connection("a", "b", Direction.TWO_WAY, Policy.NEWEST);
        ConnectionConfiguration bc = connection("b", "c", Direction.TWO_WAY, Policy.NEWEST);
        Transform exclaim = new Transform.Expression("value + '!'");

        assertThat(check(connection("c", "a", Direction.TWO_WAY, Policy.NEWEST, exclaim), ab, bc))
                .singleElement()
                .satisfies(error -> assertThat(error.message()).contains("come back changed"));
        assertThat(check(connection("c", "a", Direction.TWO_WAY, Policy.NEWEST, new Transform.Trim()), ab, bc)).isEmpty();
        assertThat(check(connection("c", "d", Direction.TWO_WAY, Policy.NEWEST, exclaim), ab, bc)).isEmpty();
    }

    @Test
    void anOlderVersionOfTheSameConnectionDoesNotCount() {
        ConnectionConfiguration old = connection("a", "b", Direction.TWO_WAY, Policy.SIDE_A);
        ConnectionConfiguration next = connection("a", "b", Direction.TWO_WAY, Policy.SIDE_B);

        assertThat(check(next, old)).isEmpty();
    }
}
