package io.bothways.simulator.kit.people;

import static io.bothways.simulator.kit.people.Population.Hand.HASTY;
import static io.bothways.simulator.kit.people.Population.Hand.TIDY;
import static io.bothways.simulator.kit.people.Population.Profile.DEMO;
import static io.bothways.simulator.kit.people.Population.Profile.PAIRS;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class PopulationTest {
    private static final int MANY = 3_000;
    private final Population population = new Population(7);

    @Test
    void theIndexAloneDecidesWhatAPersonIsLike() {
        Population another = new Population(7);
        another.person(99);

        assertThat(another.person(4711)).isEqualTo(population.person(4711));
        assertThat(another.company(17)).isEqualTo(population.company(17));
        assertThat(new Population(8).person(4711)).isNotEqualTo(population.person(4711));
    }

    @Test
    void emailsAndDomainsAreUnique() {
        Set<String> emails = new HashSet<>();
        Set<String> domains = new HashSet<>();
        for (int index = 0; index < 20_000; index++) {
            emails.add(String.valueOf(population.person(index).get(Trait.EMAIL)));
            domains.add(String.valueOf(population.company(index).get(Trait.DOMAIN)));
        }

        assertThat(emails).hasSize(20_000).allMatch(email -> email.matches("[a-z0-9.]+@[a-z0-9]+\\.example"));
        assertThat(domains).hasSize(20_000);
    }

    @Test
    void inTheDemoFieldsLackOnOneSideOnlyAndAFewValuesDiffer() {
        int lacking = 0;
        int differing = 0;
        for (int index = 0; index < MANY; index++) {
            Map<Trait, String> tidy = population.person(index, DEMO, TIDY);
            Map<Trait, String> hasty = population.person(index, DEMO, HASTY);
            List<Trait> unequal = new ArrayList<>();
            Set<Trait> all = population.person(index).keySet();
            for (Trait trait : all) {
                String left = tidy.get(trait);
                String right = hasty.get(trait);
                assertThat(left == null && right == null).as("lacking on both sides").isFalse();
                if (left != null && right != null && trait != Trait.EMAIL && trait != Trait.PHONE
                        && !left.equals(right)) {
                    unequal.add(trait);
                }
            }
            lacking += tidy.size() < all.size() || hasty.size() < all.size() ? 1 : 0;
            differing += unequal.isEmpty() ? 0 : 1;
            assertThat(unequal).isSubsetOf(Trait.TITLE, Trait.CITY).hasSizeLessThanOrEqualTo(1);
            assertThat(all.size() - tidy.size()).isLessThanOrEqualTo(2);
            assertThat(all.size() - hasty.size()).isLessThanOrEqualTo(2);
        }
        assertThat(lacking * 100.0 / MANY).isBetween(26.0, 34.0);
        assertThat(differing * 100.0 / MANY).isBetween(2.5, 5.5);
    }

    @Test
    void hastyPeopleWriteTheSameEmailAndPhoneInAnotherForm() {
        for (int index = 0; index < MANY; index++) {
            String plain = String.valueOf(population.person(index).get(Trait.EMAIL));
            String hasty = String.valueOf(population.person(index, DEMO, HASTY).get(Trait.EMAIL));
            assertThat(hasty).isNotEqualTo(plain);
            assertThat(hasty.strip().toLowerCase(Locale.ROOT)).isEqualTo(plain);
            String phone = population.person(index, DEMO, HASTY).get(Trait.PHONE);
            if (phone != null) {
                assertThat(phone.replaceAll("[^+0-9]", ""))
                        .isEqualTo(String.valueOf(population.person(index).get(Trait.PHONE)).replaceAll("[^+0-9]", ""));
            }
        }
    }

    @Test
    void inPairsEachSideLacksExactlyOneField() {
        for (int index = 0; index < MANY; index++) {
            Map<Trait, String> complete = population.person(index);
            complete.remove(Trait.TITLE);
            assertThat(population.person(index, PAIRS, TIDY)).isEqualTo(complete);
            complete = population.person(index);
            complete.remove(Trait.CITY);
            assertThat(population.person(index, PAIRS, HASTY)).isEqualTo(complete);
        }
    }
}
