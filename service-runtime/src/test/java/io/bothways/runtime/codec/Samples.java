package io.bothways.runtime.codec;

import io.bothways.contracts.AccountId;
import io.bothways.contracts.Cause;
import io.bothways.contracts.ConnectionId;
import io.bothways.contracts.Lane;
import io.bothways.contracts.MessageHead;
import io.bothways.contracts.Side;
import io.bothways.contracts.TenantId;
import io.bothways.contracts.configuration.Condition;
import io.bothways.contracts.configuration.ConnectionConfiguration;
import io.bothways.contracts.configuration.Direction;
import io.bothways.contracts.configuration.LeaveScope;
import io.bothways.contracts.configuration.MappedField;
import io.bothways.contracts.configuration.Mapping;
import io.bothways.contracts.configuration.Mark;
import io.bothways.contracts.configuration.MatchKey;
import io.bothways.contracts.configuration.ObjectSync;
import io.bothways.contracts.configuration.OnDelete;
import io.bothways.contracts.configuration.Policy;
import io.bothways.contracts.configuration.Restrictive;
import io.bothways.contracts.configuration.ScopeRule;
import io.bothways.contracts.configuration.Transform;
import io.bothways.contracts.event.Activity;
import io.bothways.contracts.event.ChangeEvent;
import io.bothways.contracts.event.DeadLetter;
import io.bothways.contracts.event.Hint;
import io.bothways.contracts.event.LinkState;
import io.bothways.contracts.event.Mirrored;
import io.bothways.contracts.event.Request;
import io.bothways.contracts.record.Evidence;
import io.bothways.contracts.record.FieldSchema;
import io.bothways.contracts.record.FieldValue;
import io.bothways.contracts.record.ObjectSchema;
import io.bothways.contracts.record.RecordRef;
import io.bothways.contracts.record.Snapshot;
import io.bothways.contracts.record.Value;
import io.bothways.contracts.record.ValueType;
import io.bothways.contracts.write.CommandHead;
import io.bothways.contracts.write.Failure;
import io.bothways.contracts.write.Outcome;
import io.bothways.contracts.write.WriteCommand;
import io.bothways.contracts.write.WriteResult;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;

/** What the golden files say, in Java: by file name. A released sample is never changed; new ones are added. */
final class Samples {
    private static final AccountId HUBSPOT = new AccountId("hubspot-1");
    private static final AccountId SALESFORCE = new AccountId("salesforce-1");
    private static final ConnectionId CONNECTION = new ConnectionId("crm");
    private static final TenantId TENANT = new TenantId("acme");
    private static final Instant NOON = Instant.parse("2026-01-31T12:00:00Z");
    private static final RecordRef CONTACT = new RecordRef(HUBSPOT, "contacts", "101");
    private static final RecordRef COUNTERPART = new RecordRef(SALESFORCE, "Contact", "003000000000101AAA");
    private static final Failure FAILURE =
            new Failure("RATE_LIMITED", "the app is busy", "You have reached your secondly limit.", "", 429);
    private static final Map<String, FieldValue> SOURCE = Map.of("firstname", FieldValue.text("Zoë"));
    private static final Map<String, FieldValue> SENT = Map.of("FirstName", FieldValue.text("Zoë"));
    private static final Map<String, FieldValue> EXPECTED = Map.of("FirstName", FieldValue.CLEARED);
    private static final Snapshot TOLD =
            new Snapshot(COUNTERPART, SENT, new Evidence(1769860800000L, 41, 42, false), false);

    private Samples() {}

    static Map<String, Object> all() {
        Map<String, Object> all = new TreeMap<>();
        events(all);
        writes(all);
        outcomes(all);
        activity(all);
        requests(all);
        columns(all);
        return all;
    }

    private static void events(Map<String, Object> all) {
        all.put(
                "record_changed",
                new ChangeEvent.RecordChanged(
                        head(Cause.Kind.POLL),
                        new Snapshot(CONTACT, fields(), new Evidence(1769860799123L, 7, 9, true), true)));
        Evidence evidence = new Evidence(0, 7, 9, false);
        all.put("record_deleted", new ChangeEvent.RecordDeleted(head(Cause.Kind.WEBHOOK), CONTACT, evidence));
        all.put("record_deleted.days", new ChangeEvent.RecordDeleted(
                head(Cause.Kind.POLL), CONTACT, new Evidence(1769817600000L, 7, 9, false, 86_400_000)));
        all.put(
                "records_combined",
                new ChangeEvent.RecordsCombined(
                        head(Cause.Kind.WEBHOOK), CONTACT, new RecordRef(HUBSPOT, "contacts", "102"), evidence));
        all.put(
                "listing_finished",
                new ChangeEvent.ListingFinished(head(Cause.Kind.LISTING), "run-7", "contacts", 2000, NOON, 3, 4));
        all.put("hint", new Hint(head(Cause.Kind.WEBHOOK), CONTACT, Hint.Kind.CHANGED));
        Snapshot pushed = new Snapshot(CONTACT, SENT, new Evidence(1769860800000L, 0, 0, true), false);
        all.put("hint.record", new Hint(head(Cause.Kind.WEBHOOK), CONTACT, Hint.Kind.CHANGED, Optional.of(pushed)));
        all.put("hint.combined", new Hint(
                head(Cause.Kind.WEBHOOK), CONTACT, Hint.Kind.COMBINED, Optional.empty(), Optional.of("102")));
        all.put("mirrored", new Mirrored(TENANT, CONTACT, "47DEQpj8HBSa-_TImW-5JA", false));
        all.put("mirrored.deleted", new Mirrored(TENANT, CONTACT, "", true));
        all.put(
                "dead_letter",
                new DeadLetter(
                        "bothways.changes.v1", 2, 4711, CONTACT.key(), new byte[] {0, 'x', -1}, "/: no object", NOON));
    }

    private static void writes(Map<String, Object> all) {
        all.put(
                "create_record",
                new WriteCommand.CreateRecord(
                        command(), CONTACT, SENT, SOURCE, Map.of("Email", FieldValue.text("zoe@example.com"))));
        all.put("update_record", new WriteCommand.UpdateRecord(command(), COUNTERPART, SENT, SOURCE, EXPECTED, NOON));
        all.put("delete_record", new WriteCommand.DeleteRecord(command(), COUNTERPART, EXPECTED, NOON));
    }

    private static void outcomes(Map<String, Object> all) {
        Map<String, Outcome> outcomes = Map.of(
                "applied", new Outcome.Applied(COUNTERPART, Optional.of(TOLD), true),
                "already_exists", new Outcome.AlreadyExists(Optional.of(COUNTERPART), FAILURE),
                "moved_to", new Outcome.MovedTo(COUNTERPART),
                "gone", new Outcome.Gone(COUNTERPART),
                "rejected", new Outcome.Rejected(FAILURE),
                "deferred", new Outcome.Deferred(NOON, FAILURE),
                "stale", new Outcome.Stale(Optional.of(TOLD), "the target was edited"),
                "superseded", new Outcome.Superseded("command-8"),
                "unresolved", new Outcome.Unresolved(FAILURE));
        outcomes.forEach((code, outcome) -> all.put(
                "write_result." + code, new WriteResult(command(), "update", SENT, SOURCE, outcome)));
        all.put(
                "write_result.applied.untold",
                new WriteResult(
                        command(), "create", SENT, SOURCE, new Outcome.Applied(COUNTERPART, Optional.empty(), false)));
    }

    private static void activity(Map<String, Object> all) {
        MessageHead head = head(Cause.Kind.POLL);
        all.put("account_checked", new Activity.AccountChecked(head, "portal-42", "Acme", "v3", schemas()));
        all.put("account_failed", new Activity.AccountFailed(head, FAILURE, true));
        all.put("account_recovered", new Activity.AccountRecovered(head));
        all.put("account_parked", new Activity.AccountParked(head, NOON, FAILURE));
        all.put("run_started", new Activity.RunStarted(head, "run-7", Activity.RunKind.LISTING, "contacts"));
        all.put("run_progressed", new Activity.RunProgressed(head, "run-7", 500, -1));
        all.put(
                "run_finished",
                new Activity.RunFinished(
                        head,
                        "run-7",
                        Activity.RunKind.WINDOW,
                        "contacts",
                        2000,
                        1999,
                        Map.of("list", 20L, "read", 1L),
                        Duration.ofMillis(61_500),
                        List.of(FAILURE)));
        all.put("pushes_lost", new Activity.PushesLost(head, "contacts", 3));
        all.put("pushes_arranged", new Activity.PushesArranged(head, List.of("contacts", "deals"), List.of(FAILURE)));
        all.put("polled", new Activity.Polled(head, "contacts", 3, Duration.ofSeconds(270), "quiet"));
        all.put("gate_opened", new Activity.GateOpened(head, CONNECTION, "contact", 2000, 1800));
        LinkState inStep = new LinkState(
                "link-1", Optional.of("101"), Optional.of("003"), "Zoë", LinkState.State.IN_SYNC, List.of());
        LinkState conflict = new LinkState(
                "a/102",
                Optional.of("102"),
                Optional.empty(),
                "Ann",
                LinkState.State.CONFLICT,
                List.of(new LinkState.Reason("BOTH_CHANGED", "phone", "Both sides changed it: choose one.", "")));
        all.put(
                "links_changed",
                new Activity.LinksChanged(head, CONNECTION, "contact", List.of(inStep, conflict)));
        all.put("records_written", new Activity.RecordsWritten(head, CONNECTION, "contact", Side.B, List.of(
                new Activity.Written("link-1", "003", "update", "applied", List.of("FirstName", "Phone"), NOON))));
        all.put("writes_waiting", new Activity.WritesWaiting(head, CONNECTION, "contact", Side.B, List.of(
                new Activity.Waiting("link-1", 2, NOON.plusSeconds(4), FAILURE))));
        all.put("conflicts_decided", new Activity.ConflictsDecided(head, CONNECTION, "contact", List.of(
                new Activity.DecidedConflict("link-1", "phone", Side.A, "NEWEST",
                        Map.of("a", FieldValue.text("+1 415 555 2671"), "b", FieldValue.CLEARED)))));
        all.put("field_stopped", new Activity.FieldStopped(head, CONNECTION, "contact", "link-1", "phone"));
        all.put("put_back_answered", new Activity.PutBackAnswered(
                head, CONNECTION, "contact", "link-1", "phone", Activity.PutBack.EDITED_SINCE));
        all.put("deletes_held", new Activity.DeletesHeld(
                head, CONNECTION, "contact", Side.B, "47DEQpj8HBSa-_TImW-5JA", 120, 1000));
    }

    private static void requests(Map<String, Object> all) {
        MessageHead head = head(Cause.Kind.REQUEST);
        all.put("check_account", new Request.CheckAccount(head));
        all.put("list_records", new Request.ListRecords(head, "run-7", "contacts"));
        all.put("poll_since", new Request.PollSince(head, "run-8", "contacts", NOON));
        all.put("reread_records", new Request.RereadRecords(head, "contacts", new TreeSet<>(List.of("101", "102"))));
        all.put("retry_writes", new Request.RetryWrites(head));
        all.put("purge_writes", new Request.PurgeWrites(head, "imported the wrong list"));
        all.put(
                "configuration_changed",
                new Request.ConfigurationChanged(head, CONNECTION, 3, List.of(HUBSPOT, SALESFORCE)));
        all.put("decide_field", new Request.DecideField(
                head, CONNECTION, "contact", "link-1", "phone", Request.Choice.PUT_BACK));
        all.put("decide_deletes", new Request.DecideDeletes(
                head, CONNECTION, "contact", Side.B, "47DEQpj8HBSa-_TImW-5JA", true));
    }

    private static void columns(Map<String, Object> all) {
        all.put("column.snapshot", TOLD);
        all.put("column.fields", fields());
        all.put("column.schemas", schemas());
        Mapping stage = new Mapping(
                "stage",
                new MappedField("lifecyclestage", ValueType.OPTION, true, true, false),
                new MappedField("Stage__c", ValueType.OPTION, true, false, true),
                Direction.A_TO_B,
                Policy.SIDE_A,
                Map.of("lead", "Lead", "customer", "Customer"));
        MatchKey email = new MatchKey("email", "email", "Email", MatchKey.Normaliser.EMAIL);
        all.put("column.configuration", new ConnectionConfiguration(TENANT, CONNECTION, 3, HUBSPOT, SALESFORCE, List.of(
                new ObjectSync("contact", "contacts", "Contact", List.of(email), List.of(stage)))));
        all.put("column.configuration.rules", new ConnectionConfiguration(
                TENANT, CONNECTION, 4, HUBSPOT, SALESFORCE, List.of(ruled(email))));
    }

    private static ObjectSync ruled(MatchKey email) {
        Mapping name = new Mapping(
                        "name", text("firstname"), text("Name"), Direction.TWO_WAY, Policy.REVIEW, Map.of())
                .withMore(List.of(text("lastname")), List.of())
                .withTransforms(
                        List.of(new Transform.Trim(), new Transform.Split(" ", Transform.Rest.FIRST)),
                        List.of(new Transform.Join(" "), new Transform.ChangeCase(Transform.Letters.TITLE)));
        Mapping consent = new Mapping(
                        "consent", text("optout"), text("OptOut"), Direction.TWO_WAY, Policy.NEWEST, Map.of())
                .withRestrictive(new Restrictive.Ranked(List.of("yes", "")));
        Mapping score = new Mapping("score", text("score"), text("Score"), Direction.B_TO_A, Policy.NEWEST, Map.of())
                .withRestrictive(new Restrictive.Lowest())
                .withTransforms(List.of(new Transform.Default("0"), new Transform.Expression("value + '%'")), List.of());
        Mapping age = new Mapping("age", text("age"), text("Age"), Direction.TWO_WAY, Policy.CREATE_ONLY, Map.of())
                .withRestrictive(new Restrictive.Highest());
        Mapping since = new Mapping("since", text("since"), text("Since"), Direction.A_TO_B, Policy.SIDE_A, Map.of())
                .withMore(List.of(), List.of(text("Until")))
                .withTransforms(List.of(), List.of(
                        new Transform.DayIn("Europe/Berlin"),
                        new Transform.DateFormat("dd.MM.yyyy", ""),
                        new Transform.ValueMap(Map.of("01.01.1970", ""), Optional.of("later")),
                        new Transform.ValueMap(Map.of(), Optional.empty()),
                        new Transform.Template("since {since}")))
                .asDerived();
        Condition german = new Condition.Any(List.of(
                new Condition.Test("country", ValueType.TEXT, Condition.Operator.IS, List.of("DE", "Germany")),
                new Condition.Not(new Condition.All(List.of(
                        new Condition.Test("score", ValueType.DECIMAL, Condition.Operator.LESS, List.of("10")))))));
        Mark former = new Mark(text("Status"), "former");
        ScopeRule country = new ScopeRule("country", german, new LeaveScope.Freeze());
        return new ObjectSync(
                        "contact", "contacts", "Contact", List.of(email), List.of(name, consent, score, age, since))
                .withScope(
                        List.of(country, new ScopeRule("german", german, new LeaveScope.Tag(former))),
                        List.of(
                                new ScopeRule("one", german, new LeaveScope.Unlink()),
                                new ScopeRule("other", german, new LeaveScope.Delete())))
                .withDeletes(new OnDelete.Archive(former), new OnDelete.Delete());
    }

    private static MappedField text(String name) {
        return new MappedField(name, ValueType.TEXT, true, true, false);
    }

    private static List<ObjectSchema> schemas() {
        FieldSchema email = new FieldSchema(
                "email", "E-mail", ValueType.EMAIL, Optional.of("email"), true, true, false, true, Map.of(), List.of());
        FieldSchema stage = new FieldSchema(
                "stage",
                "Stage",
                ValueType.OPTION,
                Optional.empty(),
                true,
                false,
                true,
                false,
                Map.of("lead", "Lead", "customer", "Customer"),
                List.of());
        FieldSchema company = new FieldSchema(
                "company",
                "Company",
                ValueType.REFERENCE,
                Optional.of("company"),
                true,
                true,
                false,
                false,
                Map.of(),
                List.of("companies"));
        return List.of(new ObjectSchema("contacts", "Contacts", "contact", List.of(email, stage, company)));
    }

    private static Map<String, FieldValue> fields() {
        Map<String, Value> values = Map.of(
                "firstname", new Value.Text("Zoë \"Ann\" O'Neil\n"),
                "amount", new Value.Decimal(new BigDecimal("10.0")),
                "active", new Value.Bool(true),
                "birthday", new Value.Date(LocalDate.of(1980, 2, 29)),
                "created", new Value.Timestamp(Instant.parse("2026-01-31T11:59:59.123456789Z")),
                "stage", new Value.Option("lead"),
                "tags", new Value.OptionSet(new TreeSet<>(List.of("b", "a"))),
                "company", new Value.Reference("companies", "5"),
                "deals", new Value.ReferenceSet(new TreeSet<>(List.of(new Value.Reference("deals", "6")))));
        Map<String, FieldValue> fields = new TreeMap<>();
        values.forEach((name, value) -> fields.put(name, FieldValue.of(value)));
        fields.put("phone", FieldValue.CLEARED);
        return fields;
    }

    private static CommandHead command() {
        return new CommandHead(
                head(Cause.Kind.POLL), CONNECTION, "contact", "link-1", Side.B, 7, "Contact", Lane.LIVE, 3);
    }

    private static MessageHead head(Cause.Kind kind) {
        String trace = kind == Cause.Kind.WEBHOOK ? "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01" : "";
        String run = kind == Cause.Kind.LISTING ? "run-7" : "";
        return new MessageHead(
                "message-1",
                TENANT,
                HUBSPOT,
                new Cause(kind, run),
                1,
                Instant.parse("2026-01-31T11:59:59.123Z"),
                NOON,
                trace);
    }
}
