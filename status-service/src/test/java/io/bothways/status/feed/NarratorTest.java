package io.bothways.status.feed;

import static org.assertj.core.api.Assertions.assertThat;

import io.bothways.contracts.AccountId;
import io.bothways.contracts.Cause;
import io.bothways.contracts.ConnectionId;
import io.bothways.contracts.MessageHead;
import io.bothways.contracts.Side;
import io.bothways.contracts.TenantId;
import io.bothways.contracts.event.Activity.LinksChanged;
import io.bothways.contracts.event.Activity.Polled;
import io.bothways.contracts.event.Activity.RecordsWritten;
import io.bothways.contracts.event.Activity.RunFinished;
import io.bothways.contracts.event.Activity.RunKind;
import io.bothways.contracts.event.Activity.RunProgressed;
import io.bothways.contracts.event.Activity.Written;
import io.bothways.contracts.event.LinkState;
import io.bothways.contracts.event.LinkState.Reason;
import io.bothways.contracts.event.LinkState.State;
import io.bothways.contracts.write.Failure;
import io.bothways.status.feed.Feed.News;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class NarratorTest {
    private static final Instant NOW = Instant.parse("2026-03-01T12:00:00Z");
    private static final ConnectionId CONNECTION = new ConnectionId("con_1");
    private static final MessageHead HEAD = new MessageHead(
            "m1", new TenantId("acme"), new AccountId("acc_1"), Cause.of(Cause.Kind.POLL), 1, NOW, NOW, "");

    @Test
    void aWriteIsToldByTheRecordsNameAndItsFieldsAndHowLongItTook() {
        News news = Narrator.tell(wrote(write("l1", "update", "applied")), Map.of("l1", "Ada Lovelace")).getFirst();

        assertThat(news.kind()).isEqualTo("write");
        assertThat(news.words()).isEqualTo("Updated contact Ada Lovelace (phone)");
        assertThat(news.detail()).isEqualTo("310 ms after it was noticed");
    }

    @Test
    void aRecordWithoutANameIsToldByItsId() {
        News news = Narrator.tell(wrote(write("l1", "create", "applied")), Map.of()).getFirst();

        assertThat(news.words()).isEqualTo("Created contact 003 (phone)");
    }

    @Test
    void aWriteThatTheAppRefusedIsNotToldAsDone() {
        News news = Narrator.tell(wrote(write("l1", "update", "already_exists")), Map.of()).getFirst();

        assertThat(news.kind()).isEqualTo("failure");
        assertThat(news.words()).startsWith("Tried to update (already exists) contact 003");
    }

    @Test
    void manyWritesAreOneSentenceThatCountsThem() {
        Written[] writes = IntStream.range(0, 120)
                .mapToObj(i -> write("l" + i, i < 20 ? "update" : "create", "applied"))
                .toArray(Written[]::new);

        assertThat(Narrator.tell(wrote(writes), Map.of())).singleElement().satisfies(news -> {
            assertThat(news.words()).isEqualTo("Wrote 120 contact records");
            assertThat(news.detail()).isEqualTo("100 created, 20 updated");
        });
    }

    @Test
    void onlyRecordsThatAreNotInStepAreNews() {
        LinksChanged changed = new LinksChanged(HEAD, CONNECTION, "contact", List.of(
                link("Ada", State.IN_SYNC),
                link("Bob", State.CONFLICT, new Reason("FIELD_CONFLICT", "phone", "Both sides changed it.", ""))));

        assertThat(Narrator.tell(changed, Map.of())).singleElement().satisfies(news -> {
            assertThat(news.words()).isEqualTo("Bob: conflict");
            assertThat(news.detail()).isEqualTo("Both sides changed it.");
        });
    }

    @Test
    void aPollThatFoundNothingIsNoNews() {
        assertThat(Narrator.tell(polled(0), Map.of())).isEmpty();
        assertThat(Narrator.tell(polled(1), Map.of()).getFirst().words()).isEqualTo("Found 1 change in contacts");
        assertThat(Narrator.tell(new RunProgressed(HEAD, "run_1", 5, 10), Map.of())).isEmpty();
    }

    @Test
    void aRunThatFailedIsToldAsAFailure() {
        Failure failure = new Failure("REJECTED", "The app refused the query.", "MALFORMED", "", 400);
        RunFinished run = new RunFinished(
                HEAD, "run_1", RunKind.POLL, "contacts", 5, 3, Map.of("search", 2L), Duration.ofMillis(70),
                List.of(failure));

        News news = Narrator.tell(run, Map.of()).getFirst();

        assertThat(news.kind()).isEqualTo("failure");
        assertThat(news.words()).isEqualTo("Reading contacts failed: The app refused the query.");
    }

    private static Polled polled(long records) {
        return new Polled(HEAD, "contacts", records, Duration.ofSeconds(30), "active");
    }

    private static RecordsWritten wrote(Written... writes) {
        return new RecordsWritten(HEAD, CONNECTION, "contact", Side.B, List.of(writes));
    }

    private static Written write(String link, String operation, String outcome) {
        return new Written(link, "003", operation, outcome, List.of("phone"), NOW.minusMillis(310));
    }

    private static LinkState link(String title, State state, Reason... reasons) {
        return new LinkState(title, Optional.of("1"), Optional.of("2"), title, state, List.of(reasons));
    }
}
