package io.bothways.status;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.ColorScheme;
import io.bothways.contracts.event.Request.DecideDeletes;
import io.bothways.contracts.event.Request.DecideField;
import io.bothways.contracts.event.Request.PollSince;
import io.bothways.contracts.event.Request.RetryWrites;
import io.bothways.status.Scene.Pair;
import io.bothways.status.Scene.Tenant;
import io.bothways.testing.servers.RealServers;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** The page in a real browser. {@code -Dbothways.screenshots=FOLDER} keeps pictures of it. */
@QuarkusTest
@QuarkusTestResource(RealServers.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class DashboardIT {
    private static final int DESKTOP = 1440;
    private static final int PHONE = 390;

    @Inject
    Scene scene;

    @TestHTTPResource("/")
    URI home;

    private Chromium chromium;

    @BeforeAll
    void open() {
        chromium = Chromium.open();
    }

    @AfterAll
    void close() {
        if (chromium != null) {
            chromium.close();
        }
    }

    @Test
    void aPersonOpensThePageByACodeSeesTheConnectionFollowsWhatHappensAndStartsASync() {
        // Given
        Pair pair = scene.pair(scene.tenant());
        Day day = new Day(scene, pair);
        day.indexed();
        try (BrowserContext context = context(DESKTOP, ColorScheme.LIGHT)) {
            Page page = context.newPage();
            List<String> complaints = new ArrayList<>();
            page.onConsoleMessage(message -> {
                if (message.type().equals("error") || message.type().equals("warning")) {
                    complaints.add(message.text());
                }
            });
            page.onPageError(complaints::add);

            // When
            page.navigate(link(pair.tenant()));

            // Then
            assertThat(page).hasURL(home.toString());
            Locator card = page.getByRole(AriaRole.ARTICLE, name("Connection Apple and Pear"));
            assertThat(card).containsText("Live");
            assertThat(card).containsText("Apple of ACME");
            assertThat(card).containsText("Pear CRM");
            assertThat(page.locator("#stream")).hasText("Live");
            assertThat(page.locator("#pace")).containsText("Polls at most every");

            // When
            day.edit("Ada Lovelace");

            // Then
            assertThat(page.locator("#entries")).containsText("Updated contact Ada Lovelace (phone)");
            assertThat(page.locator("#record-rows")).containsText("Every record is in sync.");
            assertThat(card).containsText("In sync 1");

            // When
            page.getByRole(AriaRole.BUTTON, button("Sync changes from last day")).click();
            Locator dialog = page.getByRole(AriaRole.DIALOG);
            assertThat(dialog).containsText("Sync changes from last day: Apple and Pear");
            dialog.getByRole(AriaRole.BUTTON, inDialog("Start sync changes from last day")).click();

            // Then
            assertThat(page.locator("#toasts")).containsText(Pattern.compile("run_[0-9a-f]{16}"));
            assertThat(page.locator("#log-rows")).containsText("sync changes from last day");
            assertThat(scene.requests(pair.tenant(), 12)).filteredOn(PollSince.class::isInstance).hasSize(4);
            assertThat(complaints).isEmpty();
        }
    }

    @Test
    void aPausedListShowsWhatCameMeanwhileWhenItGoesOn() {
        // Given
        Pair pair = scene.pair(scene.tenant());
        Day day = new Day(scene, pair);
        day.indexed();
        try (BrowserContext context = context(DESKTOP, ColorScheme.LIGHT)) {
            Page page = context.newPage();
            page.navigate(link(pair.tenant()));
            assertThat(page.locator("#entries")).containsText("merging begins");
            Locator pause = page.locator("#pause");
            pause.click();

            // When
            day.edit("Grace Hopper");
            assertThat(pause).containsText("1 new");
            assertThat(page.locator("#entries")).not().containsText("Updated contact");
            pause.click();

            // Then
            assertThat(page.locator("#entries")).containsText("Updated contact");
        }
    }

    @Test
    void aRedBannerSaysThatNothingIsWrittenUntilBothSidesAreIndexed() {
        // Given
        Pair pair = scene.pair(scene.tenant());
        Day day = new Day(scene, pair);
        try (BrowserContext context = context(DESKTOP, ColorScheme.LIGHT)) {
            Page page = context.newPage();
            page.navigate(link(pair.tenant()));
            Locator banner = page.locator(".banner[data-about=indexing]");
            assertThat(banner).containsText("Nothing is written until both sides are indexed.");

            // When
            day.indexing();
            assertThat(banner).containsText("Apple CRM contacts: 800 of 2,000");
            picture(page, "indexing");
            day.indexed();

            // Then
            assertThat(banner).hasCount(0);
        }
    }

    @Test
    void recordsThatAreNotInSyncAreFoundWithTheirReasonAndTheAppsWords() {
        // Given
        Pair pair = scene.pair(scene.tenant());
        Day day = new Day(scene, pair);
        day.indexed();
        day.records();
        try (BrowserContext context = context(DESKTOP, ColorScheme.LIGHT)) {
            Page page = context.newPage();
            page.navigate(link(pair.tenant()));

            // When
            page.getByRole(AriaRole.BUTTON, button("Show 1 contacts: Failing")).click();

            // Then
            Locator rows = page.locator("#record-rows tr");
            assertThat(rows).hasCount(1);
            assertThat(rows).containsText("The app says: Property values were not valid");
            assertThat(page.locator("#filter [name=state]")).isFocused();
        }
    }

    @Test
    void aPersonLetsFailedWritesBeTriedAgainWhereSomeHaveFailed() {
        // Given
        Pair pair = scene.pair(scene.tenant());
        Day day = new Day(scene, pair);
        day.indexed();
        try (BrowserContext context = context(DESKTOP, ColorScheme.LIGHT)) {
            Page page = context.newPage();
            page.navigate(link(pair.tenant()));
            assertThat(page.getByRole(AriaRole.BUTTON, button("Full sync"))).isVisible();
            Locator again = page.getByRole(AriaRole.BUTTON, button("Try failed writes again"));
            assertThat(again).hasCount(0);
            day.records();

            // When
            again.click();
            page.getByRole(AriaRole.DIALOG).getByRole(AriaRole.BUTTON, inDialog("Try failed writes again")).click();

            // Then
            assertThat(page.locator("#toasts")).containsText("Apple and Pear: asked for");
            assertThat(scene.requests(pair.tenant(), 10)).filteredOn(RetryWrites.class::isInstance).hasSize(2);
        }
    }

    @Test
    void aPersonPutsTheLosingValueOfAConflictBack() {
        // Given
        Pair pair = scene.pair(scene.tenant());
        Day day = new Day(scene, pair);
        day.indexed();
        day.records();
        day.conflict();
        try (BrowserContext context = context(DESKTOP, ColorScheme.LIGHT)) {
            Page page = context.newPage();
            page.navigate(link(pair.tenant()));
            Locator row = page.locator("#conflict-rows tr");
            assertThat(row).containsText("Linus Torvalds");
            assertThat(row).containsText("linus@old.example");
            picture(page, "conflict");

            // When
            row.getByRole(AriaRole.BUTTON).click();
            page.getByRole(AriaRole.DIALOG).getByRole(AriaRole.BUTTON, inDialog("Put back")).click();

            // Then
            assertThat(page.locator("#toasts")).containsText("The losing value is asked for.");
            assertThat(row).containsText("Put back asked");
            assertThat(scene.requests(pair.tenant(), 9)).filteredOn(DecideField.class::isInstance).hasSize(1);
        }
    }

    @Test
    void aBannerAsksForADecisionAboutHeldDeletesAndGoesWhenItIsMade() {
        // Given
        Pair pair = scene.pair(scene.tenant());
        Day day = new Day(scene, pair);
        day.indexed();
        day.deletesHeld();
        try (BrowserContext context = context(DESKTOP, ColorScheme.LIGHT)) {
            Page page = context.newPage();
            page.navigate(link(pair.tenant()));
            Locator banner = page.locator(".banner[data-about=deletes]");
            assertThat(banner).containsText("120 of 1,800 contacts would be deleted in Pear of ACME.");
            picture(page, "held-deletes");

            // When
            banner.getByRole(AriaRole.BUTTON, inDialog("Decline")).click();
            page.getByRole(AriaRole.DIALOG).getByRole(AriaRole.BUTTON, inDialog("Decline the deletes")).click();

            // Then
            assertThat(page.locator("#toasts")).containsText("The deletes are declined");
            assertThat(banner).hasCount(0);
            assertThat(scene.requests(pair.tenant(), 9)).filteredOn(DecideDeletes.class::isInstance).hasSize(1);
        }
    }

    @Test
    void aPhoneShowsEverythingWithoutSidewaysScrollingInLightAndDark() {
        // Given
        Pair pair = scene.pair(scene.tenant());
        Day day = new Day(scene, pair);
        day.indexed();
        day.records();
        day.conflict();
        day.deletesHeld();
        day.edit("Ada Lovelace");
        for (ColorScheme scheme : List.of(ColorScheme.LIGHT, ColorScheme.DARK)) {
            for (int width : List.of(PHONE, DESKTOP)) {
                try (BrowserContext context = context(width, scheme)) {
                    // When
                    Page page = context.newPage();
                    page.navigate(link(pair.tenant()));
                    assertThat(page.locator("#record-rows")).containsText("Linus Torvalds");
                    assertThat(page.locator("#entries")).containsText("Updated contact");
                    assertThat(page.locator("#conflict-rows")).containsText("Put back");
                    assertThat(page.locator("#held")).containsText("Approve");

                    // Then
                    picture(page, scheme.name().toLowerCase() + "-" + width);
                    assertThat((int) page.evaluate("document.documentElement.scrollWidth")).isLessThanOrEqualTo(width);
                }
            }
        }
    }

    private BrowserContext context(int width, ColorScheme scheme) {
        return chromium.browser()
                .newContext(new com.microsoft.playwright.Browser.NewContextOptions()
                        .setViewportSize(width, 900)
                        .setColorScheme(scheme));
    }

    private String link(Tenant tenant) {
        String code = tenant.asks().body("{}").post("/api/v1/login-codes").path("code");
        return home.resolve("/login?code=" + code).toString();
    }

    private static Page.GetByRoleOptions name(String name) {
        return new Page.GetByRoleOptions().setName(name);
    }

    private static Page.GetByRoleOptions button(String name) {
        return new Page.GetByRoleOptions().setName(name).setExact(true);
    }

    private static Locator.GetByRoleOptions inDialog(String name) {
        return new Locator.GetByRoleOptions().setName(name);
    }

    private static void picture(Page page, String name) {
        String folder = System.getProperty("bothways.screenshots");
        if (folder != null) {
            page.screenshot(new Page.ScreenshotOptions()
                    .setPath(Path.of(folder, name + ".png"))
                    .setFullPage(true));
        }
    }
}
