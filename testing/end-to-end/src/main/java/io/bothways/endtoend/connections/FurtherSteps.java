package io.bothways.endtoend.connections;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.bothways.endtoend.AppView.Calls;
import io.bothways.endtoend.Await;
import io.bothways.endtoend.CheckFailure;
import io.bothways.endtoend.connections.Further.Form;
import io.bothways.endtoend.connections.Further.Part;
import io.bothways.endtoend.connections.Member.Kind;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** Objects beside persons and companies: taken up by a connection that runs, then edited and made on both sides. */
final class FurtherSteps {
    private static final Duration LIMIT = Duration.ofSeconds(75);
    private static final long LOOK_MS = 250;
    private static final int DAY_LENGTH = 10;

    private final Further what;
    private final Connected connected;
    private final List<Member> members;
    private final Verdict verdict;
    private final Member a;
    private final Member z;
    private final List<Part> parts;
    private final String common;

    FurtherSteps(Further what, Connected connected, List<Member> members, Verdict verdict) {
        this.what = what;
        this.connected = connected;
        this.members = members;
        this.verdict = verdict;
        this.a = members.getFirst();
        this.z = members.getLast();
        this.parts = what.parts(members.stream().map(Member::vendor).toList());
        this.common = "Common " + what.word();
    }

    /** All apps have one in common, and each end has one of its own, if that can be made in the others. */
    String initialSync() {
        String employer = commonCompany(a, z);
        for (Member member : members) {
            create(member, common, member == a ? "11" : "", member == a ? "2026-03-01" : "2026-04-01",
                    Optional.of(member == a ? employer : counterpart(a, employer, member)));
        }
        Set<String> names = new TreeSet<>(Set.of(common));
        for (Member member : List.of(a, z)) {
            if (madeElsewhere(member)) {
                String own = what.word() + " of " + member.vendor().app();
                create(member, own, "12", "2026-03-02",
                        Optional.of(member == a ? employer : counterpart(a, employer, z)));
                names.add(own);
            }
        }
        List<Map<String, Map<Part, String>>> before = members.stream().map(this::held).toList();
        connected.resetCalls();
        for (int i = 0; i < connected.connections(); i++) {
            takeUp(i);
        }
        Await.noProblem(LIMIT, LOOK_MS, () -> problem(names, before));
        connected.awaitRest(1);
        problem(names, before).ifPresent(problem -> {
            throw new CheckFailure("afterwards " + problem);
        });
        return names.size() + " in every app; " + calls();
    }

    private void takeUp(int connection) {
        Form left = form(members.get(connection));
        Form right = form(members.get(connection + 1));
        ObjectNode configuration = connected.suggestion(connection, what.word(), left.type(), right.type());
        for (JsonNode object : configuration.path("objects")) {
            if (object.path("object").asText().equals(what.word())) {
                new ObjectDraft((ObjectNode) object, connected.described(connection, left.type()),
                        connected.described(connection + 1, right.type())).complete(left, right);
            }
        }
        connected.configure(connection, configuration);
    }

    /** Matching is local, and every record is written once at most for each thing that it lacks. */
    private String calls() {
        List<String> told = new ArrayList<>();
        for (Member member : members) {
            Vendor app = member.vendor();
            Calls calls = member.view().calls();
            verdict.phase("initial sync of " + what.word(), app, calls);
            long records = held(member).size();
            CallSteps.atMost(app, "records written", calls.recordsWritten(), 2 * records);
            // What the app pushes is read once more.
            CallSteps.atMost(app, "readings", app.readings(calls), app.readBacks() * calls.writes() + 2 * records);
            told.add(app.app() + " " + calls.recordsWritten() + " written");
        }
        return String.join(", ", told);
    }

    /** Every app has every name once, nothing that was there has changed, and blanks are filled. */
    private Optional<String> problem(Set<String> names, List<Map<String, Map<Part, String>>> before) {
        List<Map<String, Map<Part, String>>> now = members.stream().map(this::held).toList();
        for (int i = 0; i < members.size(); i++) {
            String app = members.get(i).vendor().app();
            int records = members.get(i).view().records(form(members.get(i)).shown()).size();
            if (!now.get(i).keySet().equals(names) || records != names.size()) {
                return Optional.of(app + " should have " + names + " and has " + records + ": " + now.get(i).keySet());
            }
            for (String name : names) {
                for (Part part : parts) {
                    String was = before.get(i).getOrDefault(name, Map.of()).getOrDefault(part, "");
                    String is = now.get(i).get(name).getOrDefault(part, "");
                    if (!was.isEmpty() && !was.equals(is)) {
                        return Optional.of(part + " of " + name + " in " + app + " was '" + was + "' and is '" + is
                                + "'");
                    }
                    if (is.isEmpty()) {
                        return Optional.of(part + " of " + name + " in " + app + " is still blank");
                    }
                }
            }
        }
        return Optional.empty();
    }

    String edits() {
        Part there = parts.getFirst();
        Part back = parts.get(1);
        edit(a, z, common, there, value(there, 1));
        String renamed = back == Part.NAME ? value(back, 2) : common;
        edit(z, a, common, back, value(back, 2));
        a.view().edit(form(a).shown(), id(a, renamed), form(a).field(there), null);
        await(z, renamed, there, "");
        z.view().edit(form(z).shown(), id(z, renamed), form(z).field(there), value(there, 3));
        await(a, renamed, there, value(there, 3));
        return there + " there, " + back + " back, cleared there and filled back";
    }

    /** Whether one that is made in the first app can be made in all others. */
    boolean madeThere() {
        return madeElsewhere(a);
    }

    /** With a company that is new too, so that it cannot be known yet when the record is. */
    String createThere() {
        return create(a, z, "There", a.createCompany("Firma " + what.word(), what.word() + "-there.example"));
    }

    String createBack() {
        return create(z, a, "Back", counterpart(a, commonCompany(a, z), z));
    }

    private String create(Member from, Member to, String word, String company) {
        String name = word + " made " + what.word();
        create(from, name, "31", "2026-07-01", Optional.of(company));
        await(to, name, Part.NAME, name);
        for (Part part : parts) {
            await(to, name, part, value(from, id(from, name), part));
        }
        if (form(from).company().isEmpty() || form(to).company().isEmpty()) {
            return name;
        }
        String wanted = companyKey(from, company);
        Await.noProblem(LIMIT, LOOK_MS, () -> {
            String seen = companyKey(to, to.view().field(form(to).shown(), id(to, name),
                    form(to).company().orElseThrow().field()));
            return seen.equals(wanted) ? Optional.empty() : Optional.of(name + " belongs to '" + seen + "' in "
                    + to.vendor().app() + " and should to " + wanted);
        });
        return name + " with its company";
    }

    private void edit(Member from, Member to, String name, Part part, String value) {
        String other = id(to, name);
        from.view().edit(form(from).shown(), id(from, name), form(from).field(part), value);
        Await.noProblem(LIMIT, LOOK_MS, () -> value(to, other, part).equals(value) ? Optional.empty()
                : Optional.of(part + " of " + name + " in " + to.vendor().app() + " is '" + value(to, other, part)
                        + "' and should be '" + value + "'"));
    }

    private void await(Member app, String name, Part part, String value) {
        Await.noProblem(LIMIT, LOOK_MS, () -> {
            Map<Part, String> seen = held(app).get(name);
            return seen != null && seen.getOrDefault(part, "").equals(value) ? Optional.empty()
                    : Optional.of(part + " of " + name + " in " + app.vendor().app() + " should be '" + value
                            + "' and there is " + seen);
        });
    }

    /** A company that both apps have; its id in the first one. */
    private static String commonCompany(Member app, Member other) {
        Map<String, String> here = app.byKey(Kind.COMPANY, app.records(Kind.COMPANY));
        Set<String> there = other.byKey(Kind.COMPANY, other.records(Kind.COMPANY)).keySet();
        return here.entrySet().stream()
                .filter(company -> there.contains(company.getKey()))
                .findFirst()
                .orElseThrow(() -> new CheckFailure("no company in common"))
                .getValue();
    }

    private static String counterpart(Member app, String company, Member other) {
        return other.byKey(Kind.COMPANY, other.records(Kind.COMPANY)).get(companyKey(app, company));
    }

    private static String companyKey(Member app, String company) {
        return Optional.ofNullable(app.records(Kind.COMPANY).get(company))
                .map(fields -> app.key(Kind.COMPANY, fields))
                .orElse("");
    }

    private void create(Member app, String name, String number, String day, Optional<String> company) {
        Form form = form(app);
        Map<String, String> fields = new HashMap<>(Map.of(form.name(), name));
        if (form.has(Part.NUMBER) && !number.isEmpty()) {
            fields.put(form.number(), number);
        }
        if (form.has(Part.DAY)) {
            fields.put(form.day(), shownDay(form, day));
        }
        form.stages().ifPresent(stages -> fields.put(stages.field(), stages.open()));
        form.needed().forEach((field, kind) -> fields.put(field, app.records(kind).keySet().iterator().next()));
        boolean related = form.company().filter(Further.Company::related).isPresent();
        if (!related && form.company().isPresent()) {
            company.ifPresent(id -> fields.put(form.company().get().field(), id));
        }
        app.view().create(form.shown(), fields, related ? company : Optional.empty());
    }

    /** HubSpot keeps the moment at which a deal closes. */
    private static String shownDay(Form form, String day) {
        return form.day().equals("closedate") ? day + "T00:00:00Z" : day;
    }

    private Map<String, Map<Part, String>> held(Member app) {
        Map<String, Map<Part, String>> held = new HashMap<>();
        app.view().records(form(app).shown()).values().forEach(fields -> {
            Map<Part, String> values = new EnumMap<>(Part.class);
            for (Part part : Part.values()) {
                values.put(part, form(app).has(part) ? read(part, fields.path(form(app).field(part)).asText("")) : "");
            }
            held.put(values.get(Part.NAME), values);
        });
        return held;
    }

    private String value(Member app, String id, Part part) {
        return read(part, app.view().field(form(app).shown(), id, form(app).field(part)));
    }

    private static String read(Part part, String text) {
        if (text.isEmpty() || text.equals("null")) {
            return "";
        }
        return switch (part) {
            case NAME -> text;
            case NUMBER -> new BigDecimal(text).stripTrailingZeros().toPlainString();
            case DAY -> text.substring(0, Math.min(DAY_LENGTH, text.length()));
        };
    }

    private String value(Part part, int step) {
        return switch (part) {
            case NAME -> String.format(Locale.ROOT, "Renamed %s %d", what.word(), step);
            case NUMBER -> String.valueOf(20 + step);
            case DAY -> String.format(Locale.ROOT, "2026-05-%02d", step);
        };
    }

    private String id(Member app, String name) {
        return app.view().records(form(app).shown()).entrySet().stream()
                .filter(record -> record.getValue().path(form(app).name()).asText().equals(name))
                .map(Map.Entry::getKey)
                .findFirst()
                .orElseThrow(() -> new CheckFailure("no " + what.word() + " " + name + " in " + app.vendor().app()));
    }

    private boolean madeElsewhere(Member member) {
        return members.stream().filter(other -> other != member).allMatch(other -> form(other).madeByApi());
    }

    private Form form(Member member) {
        return what.form(member.vendor());
    }
}
