package io.bothways.endtoend.connections;

import io.bothways.endtoend.CheckFailure;
import io.bothways.launcher.LauncherException;
import io.bothways.launcher.client.StatusApi;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Supplier;

/** One scene from its start to its verdict. A step that fails does not hide the next ones. */
final class SceneRun {
    /** While listings are counted: often enough to read what an app's answer to a write did not tell. */
    private static final Duration SELDOM = Duration.ofSeconds(8);
    private static final Duration OFTEN = Duration.ofSeconds(2);

    private final Scene scene;
    private final long seed;
    private final Consumer<String> progress;
    private final Verdict verdict;
    private final List<Member> members = new ArrayList<>();
    private final Connected connected;

    SceneRun(Scene scene, StatusApi api, long seed, Consumer<String> progress) {
        this.scene = scene;
        this.seed = seed;
        this.progress = progress;
        this.verdict = new Verdict(scene);
        this.connected = new Connected(api, members);
    }

    Verdict run() {
        try {
            for (int i = 0; i < scene.apps().size(); i++) {
                members.add(Member.start(scene.apps().get(i), seed, scene.persons(), i * scene.persons() * 2 / 5,
                        scene.companies(), i * scene.companies() / 4));
            }
            steps();
        } catch (RuntimeException failed) {
            verdict.step("start", false, said(failed));
        } finally {
            members.forEach(Member::close);
        }
        progress.accept(scene.name() + ": " + (verdict.ok() ? "holds" : "DOES NOT HOLD"));
        return verdict;
    }

    private void steps() {
        CallSteps calls = new CallSteps(scene, connected, members, verdict);
        step("initial sync", () -> {
            connected.accounts(SELDOM);
            return calls.initialSync();
        });
        if (!verdict.ok()) {
            return;
        }
        step("initial sync: each side is listed once, full batches", calls::ofTheInitialSync);
        connected.webhooks(true);
        connected.pollEvery(OFTEN);
        step("initial sync: nothing more is written", () -> {
            connected.awaitRest(2);
            return "no writes for 2 polls of every object";
        });
        DeleteSteps deletes = new DeleteSteps(connected, members);
        step("delete policies are saved", deletes::configure);
        step("records are deleted on both sides", deletes::delete);
        EditSteps edits = new EditSteps(members);
        step("edit there", edits::there);
        step("edit back", edits::back);
        step("clear there", edits::clearThere);
        step("clear back", edits::clearBack);
        step("edits of different fields on both sides survive", edits::differentFields);
        step("create there with association", edits::createThere);
        step("create back with association", edits::createBack);
        step("a changed e-mail updates the same counterpart", edits::changedEmail);
        step("a deleted company is left alone and not made again", deletes::deleteIgnored);
        CombineSteps combines = new CombineSteps(connected, members);
        step("combine there: the link moves to the survivor", combines::there);
        step("combine back: the link moves to the survivor", combines::back);
        step("combine of two linked records goes to review", combines::bothLinked);
        for (Further further : scene.further()) {
            FurtherSteps steps = new FurtherSteps(further, connected, members, verdict);
            String object = "a " + further.word();
            step(object + " is taken up: initial sync", steps::initialSync);
            step(object + " is edited there and back, cleared and filled", steps::edits);
            if (steps.madeThere()) {
                step(object + " is made there with association", steps::createThere);
            }
            step(object + " is made back with association", steps::createBack);
        }
        // What they write and read would be counted in the polls that follow.
        step("deletes are carried by their policies", deletes::carried);
        step("a poll of many changes there and back: full batches, nothing is listed or looked up", calls::cycle);
        step("at rest: no writes, one call a poll", calls::atRest);
    }

    private void step(String name, Supplier<String> tried) {
        try {
            String detail = tried.get();
            verdict.step(name, true, detail);
            progress.accept(scene.name() + ": " + name + ": ok, " + detail);
        } catch (RuntimeException failed) {
            String detail = said(failed) + " (" + condition() + ")";
            verdict.step(name, false, detail);
            progress.accept(scene.name() + ": " + name + ": FAILED, " + detail);
        }
    }

    private String condition() {
        try {
            return connected.condition();
        } catch (RuntimeException unanswered) {
            return unanswered.getMessage();
        }
    }

    private static String said(RuntimeException failed) {
        return failed instanceof CheckFailure || failed instanceof LauncherException
                ? failed.getMessage()
                : failed.toString();
    }
}
