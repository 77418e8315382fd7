package io.bothways.endtoend.connections;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.bothways.endtoend.Await;
import io.bothways.endtoend.SharedStack;
import io.bothways.endtoend.connections.Member.Kind;
import io.bothways.launcher.client.StatusApi;
import io.bothways.simulator.kit.people.Trait;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Promises that need an app or a setting of their own, each with fake apps that nobody else uses. */
class PromisesIT {
    private static final Duration NEVER = Duration.ofHours(1);
    private static final Duration OFTEN = Duration.ofSeconds(2);

    private final StatusApi api = StatusApi.of(SharedStack.running());
    private final List<Member> members = new ArrayList<>();
    private int persons;

    @AfterEach
    void end() {
        members.forEach(Member::close);
    }

    @Test
    void D10anAppThatOnlyPushesIsKeptInStepByPushesAndByAListingNowAndThen() {
        Connected connected = connected(901, Vendor.CARDBOX, Vendor.HUBSPOT, NEVER, Map.of());
        Member cardbox = members.getFirst();
        Member hubspot = members.getLast();
        Person person = person(cardbox, hubspot);
        connected.webhooks(true);
        cardbox.view().resetCalls();

        cardbox.edit(Kind.PERSON, person.here(), Trait.CITY, "Pushed");
        EditSteps.await(hubspot, person.there(), Trait.CITY, "Pushed");
        hubspot.edit(Kind.PERSON, person.there(), Trait.CITY, "Back");
        EditSteps.await(cardbox, person.here(), Trait.CITY, "Back");
        long listed = Vendor.CARDBOX.lists(cardbox.view().calls());

        connected.webhooks(false);
        cardbox.edit(Kind.PERSON, person.here(), Trait.CITY, "The push was lost");
        connected.pollEvery(OFTEN);
        EditSteps.await(hubspot, person.there(), Trait.CITY, "The push was lost");

        assertThat(listed).as("listings while pushes told everything").isZero();
        assertThat(Vendor.CARDBOX.lists(cardbox.view().calls())).isPositive();
    }

    @Test
    void D11aRecordThatIsEditedKeyByKeyIsSyncedOnceItRests() {
        Map<String, Object> slow = Map.of("settle_delays", Map.of("contacts", "PT2S"));
        Connected connected = connected(902, Vendor.HUBSPOT, Vendor.SALESFORCE, NEVER, slow);
        Member hubspot = members.getFirst();
        Member salesforce = members.getLast();
        Person person = person(hubspot, salesforce);
        connected.webhooks(true);
        salesforce.view().resetCalls();
        long begun = System.nanoTime();

        for (String typed : List.of("D", "Du", "Due", "Duel", "Duels", "Duelsea", "Duelsea-on", "Duelsea-on-Sea")) {
            hubspot.edit(Kind.PERSON, person.here(), Trait.CITY, typed);
            Await.pause(150);
        }
        EditSteps.await(salesforce, person.there(), Trait.CITY, "Duelsea-on-Sea");

        assertThat(salesforce.view().calls().recordsWritten()).as("records written").isEqualTo(1);
        assertThat(Duration.ofNanos(System.nanoTime() - begun)).isGreaterThan(Duration.ofSeconds(3));
    }

    @Test
    void D12changesThatOnlyThePollFoundAreCountedAsLostPushes() {
        Connected connected = connected(903, Vendor.HUBSPOT, Vendor.SALESFORCE, NEVER, Map.of());
        Member hubspot = members.getFirst();
        Member salesforce = members.getLast();
        Person pushed = person(hubspot, salesforce);
        connected.webhooks(true);
        hubspot.edit(Kind.PERSON, pushed.here(), Trait.CITY, "Pushed");
        EditSteps.await(salesforce, pushed.there(), Trait.CITY, "Pushed");

        connected.webhooks(false);
        Person silent = person(hubspot, salesforce);
        connected.pollEvery(OFTEN);
        hubspot.edit(Kind.PERSON, silent.here(), Trait.CITY, "Not pushed");
        EditSteps.await(salesforce, silent.there(), Trait.CITY, "Not pushed");

        Await.noProblem(Connected.PATIENCE, 300, () -> {
            for (JsonNode entry : api.get("/api/v1/activity?limit=1000")) {
                if (entry.path("account").asText().equals(hubspot.account())
                        && entry.path("words").asText().contains("came without a push")) {
                    return Optional.empty();
                }
            }
            return Optional.of("the live list tells of no change that came without a push");
        });
    }

    @Test
    void M4anAppsOwnMergeOfTwoRecordsMovesTheLinkToTheSurvivorAndDeletesNothing() {
        Connected connected = connected(904, Vendor.HUBSPOT, Vendor.SALESFORCE, OFTEN, Map.of());
        connected.webhooks(true);
        new DeleteSteps(connected, members).configure();
        CombineSteps combines = new CombineSteps(connected, members);

        assertThat(combines.there()).contains("follows");
        assertThat(combines.back()).contains("follows");
        assertThat(combines.bothLinked()).contains("review");
    }

    /** Two apps with a few persons in common, after their first sync. */
    private Connected connected(long seed, Vendor a, Vendor b, Duration interval, Map<String, Object> settings) {
        members.add(Member.start(a, seed, 8, 0, 3, 0));
        members.add(Member.start(b, seed, 8, 4, 3, 0));
        Connected connected = new Connected(api, members);
        connected.accounts(interval, settings);
        connected.connect();
        Await.noProblem(Connected.PATIENCE, 200, () -> members.stream()
                .filter(member -> member.records(Kind.PERSON).size() != 12)
                .findFirst()
                .map(member -> member.vendor().app() + " has not all 12 persons"));
        connected.awaitQuiet();
        return connected;
    }

    private record Person(String here, String there) {}

    /** Somebody whom both apps know and no test has touched. */
    private Person person(Member a, Member b) {
        Map<String, String> here = a.byKey(Kind.PERSON, a.records(Kind.PERSON));
        Map<String, String> there = b.byKey(Kind.PERSON, b.records(Kind.PERSON));
        String key = here.keySet().stream()
                .filter(there::containsKey)
                .skip(persons++)
                .findFirst()
                .orElseThrow();
        return new Person(here.get(key), there.get(key));
    }
}
