package io.bothways.connector.dataverse;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.bothways.connector.failure.ConnectorException;
import io.bothways.connector.failure.FailureKind;
import io.bothways.connector.read.Cursor;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class DataversePositionTest {
    private static final String HOST = "https://contoso.crm.dynamics.com";

    @Test
    void aLinkIsTakenApartAndNothingIsLost() {
        DataversePosition link = DataversePosition.ofLink(HOST + "/api/data/v9.2/contacts?$select=contactid,jobtitle"
                + "&$deltatoken=919042%2108%2f22%2f2017%2008%3a10%3a44");

        assertThat(link.set()).isEqualTo("contacts");
        assertThat(link.select()).isEqualTo("contactid,jobtitle");
        assertThat(link.deltaToken()).isEqualTo("919042!08/22/2017 08:10:44");
        assertThat(link.skipToken()).isNull();
        assertThat(DataversePosition.ofForm(link.form())).isEqualTo(link);
    }

    @Test
    void aPagingCookieSurvivesItsTwoEncodings() {
        String cookie = "<cookie pagenumber=\"2\" pagingcookie=\"%253ccookie%2520page%253d%25221%2522/%253e\" />";
        DataversePosition link = DataversePosition.ofLink(HOST + "/api/data/v9.2/contacts?$select=contactid&$skiptoken="
                + URLEncoder.encode(cookie, StandardCharsets.UTF_8));

        assertThat(link.skipToken()).isEqualTo(cookie);
        assertThat(DataversePosition.ofForm(link.form()).skipToken()).isEqualTo(cookie);
    }

    @Test
    void anAddressThatIsNoneOfTheApiIsNotFollowed() {
        for (String link : List.of(
                HOST + "/api/data/v9.2/",
                HOST + "/api/data/v9.2/contacts/evil?$select=x",
                HOST + "/login?next=1",
                HOST + "/api/data/v9.2/contacts?$select=x&callback=http://elsewhere",
                "not an address at all ::")) {
            assertThatThrownBy(() -> DataversePosition.ofLink(link))
                    .as(link)
                    .isInstanceOf(ConnectorException.class);
        }
    }

    @Test
    void cursorsComeBackAsTheyWere() {
        DataversePosition link = DataversePosition.ofLink(HOST + "/api/data/v9.2/contacts?$select=a&$deltatoken=7");
        Instant since = Instant.parse("2026-02-11T04:00:00.123Z");
        DataversePosition.Changes stamps = new DataversePosition.Changes(
                since.toEpochMilli(), DataversePosition.Way.STAMPS, Optional.of(link), Optional.of(link));

        assertThat(DataversePosition.Changes.of(stamps.cursor())).isEqualTo(stamps);
        assertThat(DataversePosition.Changes.of(DataversePosition.Changes.startingAt(since).cursor()))
                .isEqualTo(DataversePosition.Changes.startingAt(since));
        DataversePosition.Listing listing = new DataversePosition.Listing(since, link);
        assertThat(DataversePosition.Listing.of(listing.cursor())).isEqualTo(listing);
    }

    @Test
    void whatIsNotUnderstoodIsExpired() {
        for (String position : List.of("", "x", "d1||||", "d1|1|LINK|?|", "d1|1|SIDEWAYS||", "l1|1|*", "l1|a|YQ?",
                "|||||||")) {
            Cursor cursor = new Cursor(position);
            assertThatThrownBy(() -> DataversePosition.Changes.of(cursor))
                    .as(position)
                    .isInstanceOfSatisfying(ConnectorException.class, failed ->
                            assertThat(failed.kind()).isEqualTo(FailureKind.CURSOR_EXPIRED));
            assertThatThrownBy(() -> DataversePosition.Listing.of(cursor))
                    .as(position)
                    .isInstanceOfSatisfying(ConnectorException.class, failed ->
                            assertThat(failed.kind()).isEqualTo(FailureKind.CURSOR_EXPIRED));
        }
    }
}
