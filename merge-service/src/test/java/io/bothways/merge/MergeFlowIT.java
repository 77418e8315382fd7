package io.bothways.merge;

import static io.bothways.merge.World.fields;
import static org.assertj.core.api.Assertions.assertThat;

import io.bothways.contracts.Cause;
import io.bothways.contracts.Lane;
import io.bothways.contracts.MessageHead;
import io.bothways.contracts.Side;
import io.bothways.contracts.event.ChangeEvent;
import io.bothways.contracts.event.Request;
import io.bothways.contracts.record.Evidence;
import io.bothways.contracts.record.FieldValue;
import io.bothways.contracts.record.RecordRef;
import io.bothways.contracts.record.Snapshot;
import io.bothways.contracts.write.Failure;
import io.bothways.contracts.write.Outcome;
import io.bothways.contracts.write.WriteCommand;
import io.bothways.merge.batch.Batch;
import io.bothways.merge.intake.Retries;
import io.bothways.runtime.codec.Codec;
import io.bothways.testing.servers.RealServers;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import javax.sql.DataSource;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(RealServers.class)
class MergeFlowIT {
    @Inject
    DataSource database;

    @Inject
    Codec codec;

    @Inject
    MergeFlow flow;

    @Inject
    Connections connections;

    @Inject
    Retries retries;

    private World world;

    @BeforeEach
    void newWorld() throws Exception {
        world = new World(database, codec, flow, connections);
    }

    @Test
    void writesNothingBeforeBothSidesAreIndexedThenMatchesFillsAndCreates() throws Exception {
        world.read(
                world.reading(Side.A, "1", "email", "ann@x.org", "name", "Ann", "city", "Rome"),
                world.reading(Side.A, "2", "email", "bob@x.org", "name", "Bob"),
                world.reading(Side.B, "7", "email", " ANN@x.org ", "phone", "+14155552671", "city", "Paris"),
                world.reading(Side.B, "8", "email", "eve@x.org", "name", "Eve"));
        assertThat(world.commands()).isEmpty();

        world.opened();
        int writes = world.carryOutAll();

        assertThat(writes).isEqualTo(4);
        assertThat(world.links("contact")).containsExactly(
                "1-7 CONFLICT FIELD_DIFFERS", "2-Bnew101 IN_SYNC", "Anew102-8 IN_SYNC");
    }

    @Test
    void carriesAnEditAndNothingMoreWhenItsEchoComesBack() throws Exception {
        linked();

        world.read(world.reading(Side.A, "1", "email", "ann@x.org", "name", "Anna"));
        WriteCommand.UpdateRecord update = (WriteCommand.UpdateRecord) world.onlyCommand();
        assertThat(update.fields()).isEqualTo(fields(Side.B, "name", "Anna"));
        assertThat(update.expected()).isEqualTo(fields(Side.B, "name", "Ann"));
        assertThat(update.sourceValues()).isEqualTo(fields(Side.A, "name", "Anna"));
        assertThat(update.head().lane()).isEqualTo(Lane.LIVE);
        world.carryOutAll();
        world.read(world.reading(Side.B, "7", "email", "ann@x.org", "name", "Anna"));

        assertThat(world.commands()).isEmpty();
        assertThat(world.links("contact")).containsExactly("1-7 IN_SYNC");
    }

    @Test
    void aWriteIsAsOldAsTheReadingOfItsTarget() throws Exception {
        linked();
        ChangeEvent.RecordChanged news = world.reading(Side.B, "7", "email", "ann@x.org", "name", "Ann", "city", "Oslo");
        ChangeEvent.RecordChanged late = new ChangeEvent.RecordChanged(
                ago(news.head(), Duration.ofMinutes(2)), news.snapshot());
        world.read(late);
        world.carryOutAll();

        world.read(world.reading(Side.A, "1", "email", "ann@x.org", "name", "Anna", "city", "Oslo"));

        assertThat(((WriteCommand.UpdateRecord) world.onlyCommand()).expectedAt())
                .isEqualTo(late.head().observedAt());
    }

    /** The same news, which took so long to get here; in whole milliseconds, since PostgreSQL rounds nanoseconds. */
    private static MessageHead ago(MessageHead head, Duration late) {
        Instant then = head.occurredAt().minus(late).truncatedTo(ChronoUnit.MILLIS);
        return new MessageHead(head.id(), head.tenant(), head.account(), head.cause(), head.epoch(), then, then,
                head.trace());
    }

    @Test
    void carriesAClear() throws Exception {
        linked();

        world.read(world.reading(Side.B, "7", "email", "ann@x.org", "name", ""));

        assertThat(world.onlyCommand().fields()).isEqualTo(fields(Side.A, "name", ""));
    }

    @Test
    void writesNothingWhenTheAppReformatsWhatItWasTold() throws Exception {
        linked();
        world.read(world.reading(Side.A, "1", "email", "ann@x.org", "name", "Ann", "city", "rome"));
        WriteCommand command = world.onlyCommand();
        RecordRef target = world.contact(Side.B, "7");
        world.answer(command, new Outcome.Applied(target, Optional.of(new Snapshot(
                target, fields(Side.B, "city", "ROME (IT)"), World.evidence(), false)), true));

        world.read(world.reading(Side.B, "7", "email", "ann@x.org", "name", "Ann", "city", "ROME (IT)"),
                world.reading(Side.A, "1", "email", "ann@x.org", "name", "Ann", "city", "rome"));

        assertThat(world.commands()).isEmpty();
        assertThat(world.links("contact")).containsExactly("1-7 IN_SYNC");
    }

    @Test
    void decidesAConflictByThePolicyAndKeepsTheLosingValue() throws Exception {
        linked();

        world.read(world.reading(Side.A, "1", "email", "ann@x.org", "name", "Anna"),
                world.reading(Side.B, "7", "email", "ann@x.org", "name", "Annie", "city", "Oslo"));

        assertThat(world.commands()).hasSize(2);
        world.carryOutAll();
        assertThat(world.links("contact")).containsExactly("1-7 IN_SYNC");
        assertThat(world.count("SELECT count(*) FROM merge.lost_value WHERE tenant = ? AND lost LIKE '%Annie%'"))
                .isEqualTo(1);
    }

    @Test
    void updatesTheSameCounterpartWhenTheMatchKeyChanges() throws Exception {
        linked();

        world.read(world.reading(Side.A, "1", "email", "ann@new.org", "name", "Ann"));

        WriteCommand.UpdateRecord update = (WriteCommand.UpdateRecord) world.onlyCommand();
        assertThat(update.target()).isEqualTo(world.contact(Side.B, "7"));
        assertThat(update.fields()).isEqualTo(fields(Side.B, "email", "ann@new.org"));
    }

    @Test
    void coalescesWhatChangesWhileACommandIsUnderWay() throws Exception {
        linked();
        world.read(world.reading(Side.A, "1", "email", "ann@x.org", "name", "One"));
        WriteCommand first = world.onlyCommand();

        world.read(world.reading(Side.A, "1", "email", "ann@x.org", "name", "Two"));
        world.read(world.reading(Side.A, "1", "email", "ann@x.org", "name", "Three"));
        assertThat(world.onlyCommand().head().id()).isEqualTo(first.head().id());
        world.answer(first, world.applied(first));

        WriteCommand second = world.onlyCommand();
        assertThat(second.fields()).isEqualTo(fields(Side.B, "name", "Three"));
        assertThat(second.head().revision()).isGreaterThan(first.head().revision());
        assertThat(world.carryOutAll()).isEqualTo(1);
    }

    @Test
    void carriesAnEditOfTheOtherSideThatCameWhileACommandWasUnderWay() throws Exception {
        linked();
        world.read(world.reading(Side.A, "1", "email", "ann@x.org", "name", "Anna"));
        WriteCommand toB = world.onlyCommand();

        world.read(world.reading(Side.B, "7", "email", "ann@x.org", "name", "Ann", "city", "Oslo"));

        assertThat(world.commands()).hasSize(2);
        world.answer(toB, world.applied(toB));
        assertThat(world.onlyCommand().fields()).isEqualTo(fields(Side.A, "city", "Oslo"));
        world.carryOutAll();
        assertThat(world.links("contact")).containsExactly("1-7 IN_SYNC");
    }

    @Test
    void appliesAnAssociationOnceItsOtherEndIsLinked() throws Exception {
        world.opened();
        world.read(world.reading(Side.A, "1", "email", "ann@x.org", "name", "Ann", "company", "50"));
        WriteCommand create = world.onlyCommand();
        assertThat(create.fields()).doesNotContainKey("Company");
        world.carryOutAll();
        assertThat(world.links("contact")).containsExactly("1-Bnew101 IN_SYNC");

        world.read(world.reading(Side.B, "Bnew101", "email", "ann@x.org", "name", "Ann"));
        assertThat(world.links("contact")).containsExactly("1-Bnew101 WAITING REFERENCE_UNLINKED");
        world.read(world.companyReading(Side.A, "50", "acme.com", "Acme"),
                world.companyReading(Side.B, "90", "https://www.acme.com/", "Acme"));

        WriteCommand edge = world.onlyCommand();
        assertThat(edge.fields()).isEqualTo(fields(Side.B, "company", "90"));
        world.carryOutAll();
        assertThat(world.links("contact")).containsExactly("1-Bnew101 IN_SYNC");
    }

    @Test
    void leavesAnAmbiguousMatchToAPerson() throws Exception {
        world.opened();
        world.read(world.reading(Side.B, "7", "email", "ann@x.org", "name", "Ann"));
        WriteCommand create = world.onlyCommand();
        world.carryOutAll();

        world.read(world.reading(Side.B, "8", "email", "ann@x.org", "name", "Ann Two"));

        assertThat(create).isInstanceOf(WriteCommand.CreateRecord.class);
        assertThat(world.commands()).isEmpty();
        assertThat(world.links("contact")).containsExactly("-8 REVIEW MATCH_TAKEN", "Anew101-7 IN_SYNC");
    }

    @Test
    void showsARefusalAndTriesAgainOnlyWhenTheRecordChanges() throws Exception {
        linked();
        world.read(world.reading(Side.A, "1", "email", "ann@x.org", "name", "Bad"));
        world.answer(world.onlyCommand(), new Outcome.Rejected(
                new Failure("REJECTED", "The app refuses it.", "No such name", "Name", 400)));
        assertThat(world.links("contact")).containsExactly("1-7 FAILING REJECTED");

        world.read(world.reading(Side.A, "1", "email", "ann@x.org", "name", "Bad"));
        assertThat(world.commands()).isEmpty();
        world.read(world.reading(Side.A, "1", "email", "ann@x.org", "name", "Good"));

        assertThat(world.onlyCommand().fields()).isEqualTo(fields(Side.B, "name", "Good"));
        world.carryOutAll();
        assertThat(world.links("contact")).containsExactly("1-7 IN_SYNC");
    }

    @Test
    void decidesAgainWhatWasRefusedWhenAPersonAsksForIt() throws Exception {
        linked();
        world.read(world.reading(Side.A, "1", "email", "ann@x.org", "name", "Good"));
        world.answer(world.onlyCommand(), new Outcome.Rejected(
                new Failure("REJECTED", "The app refuses it.", "No right to write", "Name", 403)));

        retries.retry(new Request.RetryWrites(world.head(Side.A, Cause.Kind.REQUEST)));
        assertThat(world.commands()).isEmpty();
        retries.retry(new Request.RetryWrites(world.head(Side.B, Cause.Kind.REQUEST)));

        assertThat(world.onlyCommand().fields()).isEqualTo(fields(Side.B, "name", "Good"));
        world.carryOutAll();
        assertThat(world.links("contact")).containsExactly("1-7 IN_SYNC");
    }

    @Test
    void neverTriesACreateAgainOfWhichNobodyKnowsWhetherItWasCarriedOut() throws Exception {
        world.opened();
        world.read(world.reading(Side.A, "1", "email", "ann@x.org", "name", "Ann"));
        world.answer(world.onlyCommand(), new Outcome.Unresolved(
                new Failure("OUTCOME_UNKNOWN", "Nobody knows.", "", "", 0)));

        retries.retry(new Request.RetryWrites(world.head(Side.B, Cause.Kind.REQUEST)));

        assertThat(world.commands()).isEmpty();
        assertThat(world.links("contact")).containsExactly("1- REVIEW OUTCOME_UNKNOWN");
    }

    @Test
    void linksTheRecordThatACreateMet() throws Exception {
        world.opened();
        world.read(world.reading(Side.A, "1", "email", "ann@x.org", "name", "Ann"));
        world.answer(world.onlyCommand(), new Outcome.AlreadyExists(Optional.of(world.contact(Side.B, "70")),
                new Failure("DUPLICATE", "It is there already.", "", "", 409)));
        assertThat(world.links("contact")).containsExactly("1-70 PENDING RECORD_UNREAD");

        world.read(world.reading(Side.B, "70", "email", "ann@x.org", "name", "", "city", "Oslo"));

        world.carryOutAll();
        assertThat(world.links("contact")).containsExactly("1-70 IN_SYNC");
    }

    @Test
    void neverMakesADeletedCounterpartAgainAndRevivesARestoredOne() throws Exception {
        linked();
        world.read(new ChangeEvent.RecordDeleted(
                world.head(Side.B, Cause.Kind.POLL), world.contact(Side.B, "7"), World.evidence()));
        assertThat(world.links("contact")).containsExactly("1-7 ENDED RECORD_DELETED");

        world.read(world.reading(Side.A, "1", "email", "ann@x.org", "name", "Anna"));
        assertThat(world.commands()).isEmpty();
        world.read(world.reading(Side.B, "7", "email", "ann@x.org", "name", "Ann"));

        assertThat(world.onlyCommand().fields()).isEqualTo(fields(Side.B, "name", "Anna"));
    }

    @Test
    void followsARecordThatTheAppCombinedIntoAnother() throws Exception {
        linked();
        world.read(world.reading(Side.B, "9", "email", "", "name", ""));
        world.carryOutAll();
        long linksBefore = world.links("contact").size();

        world.read(new ChangeEvent.RecordsCombined(world.head(Side.B, Cause.Kind.POLL), world.contact(Side.B, "7"),
                world.contact(Side.B, "9"), World.evidence()));

        assertThat(world.links("contact")).anyMatch(link -> link.startsWith("1-9 "));
        assertThat(world.links("contact").size()).isLessThanOrEqualTo((int) linksBefore);
        assertThat(world.commands()).noneMatch(WriteCommand.CreateRecord.class::isInstance);
    }

    @Test
    void ignoresAnOlderReadingAndAsksAgainWhereTheOrderIsUnknown() throws Exception {
        linked();
        RecordRef ref = world.contact(Side.A, "1");
        var newest = world.reading(Side.A, "1", "email", "ann@x.org", "name", "Newest");
        world.read(newest);
        world.carryOutAll();
        Evidence seen = newest.snapshot().evidence();

        world.read(new ChangeEvent.RecordChanged(world.head(Side.A, Cause.Kind.POLL), new Snapshot(ref,
                fields(Side.A, "email", "ann@x.org", "name", "Older", "phone", "", "city", "", "company", ""),
                new Evidence(seen.version() - 1, seen.answered() + 5, seen.answered() + 6, false), true)));
        world.read(new ChangeEvent.RecordChanged(world.head(Side.A, Cause.Kind.POLL), new Snapshot(ref,
                fields(Side.A, "email", "ann@x.org", "name", "Doubtful", "phone", "", "city", "", "company", ""),
                new Evidence(seen.version(), seen.asked(), seen.answered(), false), true)));

        assertThat(world.commands()).isEmpty();
        assertThat(world.count("SELECT count(*) FROM merge.mirror WHERE tenant = ? AND fields LIKE '%Newest%'"))
                .isEqualTo(2);
    }

    @Test
    void aReadingThatWasTakenBeforeOurWriteStillBringsOtherFieldsUpToDate() throws Exception {
        linked();
        world.read(world.reading(Side.A, "1", "email", "ann@x.org", "name", "Anna"));
        WriteCommand command = world.onlyCommand();
        RecordRef target = world.contact(Side.B, "7");
        Evidence between = World.evidence();
        world.answer(command, world.applied(command));

        world.read(new ChangeEvent.RecordChanged(world.head(Side.B, Cause.Kind.POLL), new Snapshot(target,
                fields(Side.B, "email", "ann@x.org", "name", "Ann", "phone", "", "city", "Oslo", "company", ""),
                between, true)));

        assertThat(world.onlyCommand().fields()).isEqualTo(fields(Side.A, "city", "Oslo"));
    }

    @Test
    void knowsNothingOfRecordsThatAnotherTenantNames() throws Exception {
        linked();
        World other = new World(database, codec, flow, connections);
        var theirs = world.reading(Side.A, "1", "email", "ann@x.org", "name", "Mallory");
        var head = theirs.head();

        flow.merge(Batch.ofChanges(List.of(new ChangeEvent.RecordChanged(
                new MessageHead(head.id(), other.tenant, head.account(), head.cause(), 1,
                        head.occurredAt(), head.observedAt(), ""), theirs.snapshot()))));

        assertThat(world.commands()).isEmpty();
        assertThat(other.commands()).isEmpty();
        assertThat(world.links("contact")).containsExactly("1-7 IN_SYNC");
    }

    @Test
    void holdsHugeAndBrokenValues() throws Exception {
        linked();

        world.read(world.reading(Side.A, "1", "email", "a\u0000b\uD800@x.org", "name", "x".repeat(1_000_000)));

        assertThat(((FieldValue.Present) world.onlyCommand().fields().get("Name")).value()).isNotNull();
        world.carryOutAll();
        assertThat(world.links("contact")).containsExactly("1-7 IN_SYNC");
    }

    /** Two contacts with equal values, linked and in step. */
    private void linked() throws Exception {
        world.opened();
        world.read(world.reading(Side.A, "1", "email", "ann@x.org", "name", "Ann"),
                world.reading(Side.B, "7", "email", "ann@x.org", "name", "Ann"));
        assertThat(world.carryOutAll()).isZero();
        assertThat(world.links("contact")).containsExactly("1-7 IN_SYNC");
    }
}
