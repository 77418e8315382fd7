package io.bothways.endtoend.connections;

import io.bothways.endtoend.AppView.Calls;
import io.bothways.endtoend.Await;
import io.bothways.endtoend.CheckFailure;
import io.bothways.endtoend.connections.Member.Kind;
import io.bothways.simulator.kit.people.Trait;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** The steps that count what each app was asked, as the app itself counts it. */
final class CallSteps {
    private static final Duration SYNC_LIMIT = Duration.ofSeconds(180);
    private static final long LOOK_MS = 400;
    private static final int WINDOW_EDITS = 24;
    private static final int USED_BY_EDITS = 10;

    private final Connected connected;
    private final List<Member> members;
    private final Verdict verdict;
    private final FirstSync first;
    private long polled;

    CallSteps(Scene scene, Connected connected, List<Member> members, Verdict verdict) {
        this.connected = connected;
        this.members = members;
        this.verdict = verdict;
        this.first = new FirstSync(scene, members);
    }

    String initialSync() {
        connected.resetCalls();
        long begun = System.nanoTime();
        connected.connect();
        Await.noProblem(SYNC_LIMIT, LOOK_MS, first::problem);
        List<String> touched = new ArrayList<>();
        for (int i = 0; i < members.size(); i++) {
            touched.add(touched(i) + " in " + members.get(i).vendor().app());
        }
        Duration took = Duration.ofNanos(System.nanoTime() - begun);
        // Intervals are jittered by a tenth.
        polled = took.multipliedBy(10).dividedBy(connected.interval().multipliedBy(9)) + 2;
        return String.format(Locale.ROOT, "%s written in %.1f s", String.join(", ", touched),
                took.toMillis() / 1000.0);
    }

    /**
     * D4: each side is listed once. On top come the catch-up of each listing, the polls meanwhile, and the read-back of
     * a write where the app does not tell what it holds now. Nothing is looked up, because matching is local; an app that
     * takes one record a call may be read before and after a part of a record is changed.
     */
    String ofTheInitialSync() {
        List<String> told = new ArrayList<>();
        for (int i = 0; i < members.size(); i++) {
            Vendor app = members.get(i).vendor();
            Calls calls = members.get(i).view().calls();
            verdict.phase("initial sync", app, calls);
            long writes = calls.writes();
            // An app in the middle of a chain is listed for both of its connections.
            long listings = i == 0 || i == members.size() - 1 ? 1 : 2;
            long pages = listings * (pages(first.held(i, Kind.PERSON), app.page())
                    + pages(first.held(i, Kind.COMPANY), app.page()));
            // Where readings by id are lists too, each poll may be followed by one of records whose order is in doubt.
            long perPoll = app.callsOfAPoll() + (app.pollsAreLists() ? 1 : 0);
            // What an app that we have asked for pushes tells of our own writes is read once more.
            long pushed = app.subscribes() ? calls.recordsWritten() : 0;
            long polls = connected.types() * (listings + polled) * perPoll + pushed;
            atMost(app, "listing calls", app.lists(calls), pages + (app.pollsAreLists() ? polls : 0));
            atMost(app, "polls", app.polls(calls), polls + (app.pollsAreLists() ? pages : 0));
            atMost(app, "readings", app.readings(calls), app.readBacks() * writes
                    + (app.batch() == 1 ? 2 * calls.recordsWritten() : 0));
            // Made or filled, and its company where that was not there yet. In a chain a third time: with what comes from
            // the app beyond the neighbour, which the neighbour may hold only after its own values were sent on.
            long writesOfOne = members.size() > 2 ? 3 : 2;
            atMost(app, "records written", calls.recordsWritten(), writesOfOne * touched(i));
            atMost(app, "writes", writes, fullBatches(app, calls.recordsWritten(), connected.types() * listings));
            told.add(app.app() + " " + app.lists(calls) + " lists, " + writes + " writes of " + calls.recordsWritten());
        }
        return String.join("; ", told);
    }

    /** D3: N changes cost a list call a poll, ⌈N/page⌉ reads at most, and full batches of writes on the other side. */
    String cycle() {
        connected.webhooks(false);
        connected.awaitRest(1);
        Member a = members.getFirst();
        Member z = members.getLast();
        String there = window(a, z, "There");
        String back = window(z, a, "Back");
        connected.webhooks(true);
        return there + "; " + back;
    }

    private String window(Member from, Member to, String word) {
        connected.resetCalls();
        Map<String, String> here = from.byKey(Kind.PERSON, from.records(Kind.PERSON));
        Map<String, String> other = to.byKey(Kind.PERSON, to.records(Kind.PERSON));
        List<String> keys = here.keySet().stream()
                .filter(key -> other.containsKey(key) && first.knew(key))
                .skip(USED_BY_EDITS)
                .limit(WINDOW_EDITS)
                .toList();
        keys.forEach(key -> from.edit(Kind.PERSON, here.get(key), Trait.CITY, word + " " + keys.indexOf(key)));
        Await.noProblem(Connected.PATIENCE, LOOK_MS, () -> EditSteps.unequal(to, other, keys, Trait.CITY, word + " "));
        connected.awaitPolls(1);
        for (Member member : members) {
            Vendor app = member.vendor();
            Calls calls = member.view().calls();
            verdict.phase("changes " + word.toLowerCase(Locale.ROOT), app, calls);
            // The edits may fall into two polls, of each of which a record whose order is in doubt is read once more.
            long doubts = 2 * (app.batch() == 1 ? keys.size() : pages(keys.size(), app.page()));
            // One that was not read for a while is read once more before it is written, a batch at once.
            atMost(app, "readings", app.readings(calls), (1 + app.readBacks()) * calls.writes() + doubts);
            // The apps that answer a look-up by a key with a query would show it here.
            atMost(app, "listing calls", app.pollsAreLists() ? 0 : app.lists(calls), 0);
            atMost(app, "records written", calls.recordsWritten(), member == from ? 0 : keys.size());
            // The edits take a moment, so they may fall into two polls.
            atMost(app, "writes", calls.writes(), member == from ? 0 : fullBatches(app, keys.size(), 2));
        }
        Calls written = to.view().calls();
        return keys.size() + " changes to " + to.vendor().app() + ": " + written.writes() + " writes, "
                + to.vendor().readings(written) + " readings";
    }

    /** D3 and D8: an idle poll is one call where the app has an incremental query, and nothing is written. */
    String atRest() {
        connected.awaitRest(1);
        connected.resetCalls();
        Map<String, Map<String, Long>> polls = connected.awaitPolls(3);
        List<String> told = new ArrayList<>();
        for (Member member : members) {
            Vendor app = member.vendor();
            Calls calls = member.view().calls();
            verdict.phase("at rest", app, calls);
            atMost(app, "writes", calls.writes(), 0);
            atMost(app, "readings", app.readings(calls), 0);
            long polled = 0;
            long allowed = 0;
            for (Map.Entry<String, Long> type : polls.get(member.account()).entrySet()) {
                polled += type.getValue();
                // A poll of each type may be under way when the count begins and when it ends.
                allowed += app.callsOfAPoll(type.getKey()) * (type.getValue() + 2);
            }
            atMost(app, "calls of " + polled + " idle polls", app.polls(calls), allowed);
            told.add(app.app() + " " + app.polls(calls) + " calls of " + polled + " polls");
        }
        return "0 writes; " + String.join(", ", told);
    }

    /** So many calls as full batches take, and a partial one for each time that there was something to write. */
    private static long fullBatches(Vendor app, long records, long partial) {
        return app.batch() == 1 ? records : pages(records, app.batch()) + 6 * partial;
    }

    private long touched(int member) {
        long touched = 0;
        for (Kind kind : Kind.values()) {
            touched += first.touched(member, kind);
        }
        return touched;
    }

    static void atMost(Vendor app, String what, long seen, long allowed) {
        if (seen > allowed) {
            throw new CheckFailure(seen + " " + what + " at " + app.app() + ", at most " + allowed + " are allowed");
        }
    }

    private static long pages(long records, long page) {
        return (records + page - 1) / page;
    }
}
