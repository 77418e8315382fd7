package io.bothways.endtoend;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Edits by people while the connection is live, each judged by what the other app holds. */
final class LiveSteps {
    private final World world;
    private final AppView hubspot;
    private final AppView salesforce;
    private final Map<String, String> pairs;

    /** @param pairs linked contacts: id in HubSpot to id in Salesforce */
    LiveSteps(World world, Map<String, String> pairs) {
        this.world = world;
        this.hubspot = world.hubspot();
        this.salesforce = world.salesforce();
        this.pairs = pairs;
    }

    String editByWebhook() {
        String a = pair(0);
        hubspot.edit("contacts", a, "jobtitle", "Head of Webhooks");
        World.awaitField(salesforce, "Contact", pairs.get(a), "Title", "Head of Webhooks");
        return "contact " + a;
    }

    String editByPoll() {
        world.webhooks(false);
        String a = pair(1);
        hubspot.edit("contacts", a, "jobtitle", "Head of Polls");
        World.awaitField(salesforce, "Contact", pairs.get(a), "Title", "Head of Polls");
        world.webhooks(true);
        return "contact " + a + ", webhooks off";
    }

    String editBack() {
        String a = pair(2);
        salesforce.edit("Contact", pairs.get(a), "Phone", "+49 30 1234567");
        World.awaitField(hubspot, "contacts", a, "phone", "+49 30 1234567", phone -> phone.replaceAll("\\D", ""));
        return "contact " + a;
    }

    String clear() {
        String a = pair(3);
        hubspot.edit("contacts", a, "jobtitle", "Soon gone");
        World.awaitField(salesforce, "Contact", pairs.get(a), "Title", "Soon gone");
        hubspot.edit("contacts", a, "jobtitle", null);
        World.awaitField(salesforce, "Contact", pairs.get(a), "Title", "");
        return "contact " + a;
    }

    String concurrentFields() {
        String a = pair(4);
        hubspot.edit("contacts", a, "jobtitle", "Edited in HubSpot");
        salesforce.edit("Contact", pairs.get(a), "MailingCity", "Edited in Salesforce");
        World.awaitField(salesforce, "Contact", pairs.get(a), "Title", "Edited in HubSpot");
        World.awaitField(hubspot, "contacts", a, "city", "Edited in Salesforce");
        World.awaitField(hubspot, "contacts", a, "jobtitle", "Edited in HubSpot");
        World.awaitField(salesforce, "Contact", pairs.get(a), "MailingCity", "Edited in Salesforce");
        return "both edits hold on both sides";
    }

    String createWithAssociation() {
        String companyA = hubspot.create(
                "companies", Map.of("name", "Nordlicht", "domain", "nordlicht.example", "website", "https://nordlicht.example"), Optional.empty());
        hubspot.create(
                "contacts",
                Map.of("firstname", "Nora", "lastname", "Licht", "email", "nora@nordlicht.example"),
                Optional.of(companyA));
        String accountB = World.awaitOne(salesforce, "Account", "Name", "Nordlicht");
        String contactB = World.awaitOne(salesforce, "Contact", "Email", "nora@nordlicht.example");
        World.awaitField(salesforce, "Contact", contactB, "AccountId", accountB);

        String back = salesforce.create(
                "Account", Map.of("Name", "Sudwind", "Website", "https://sudwind.example"), Optional.empty());
        salesforce.create(
                "Contact",
                Map.of("FirstName", "Sven", "LastName", "Sudwind", "Email", "sven@sudwind.example"),
                Optional.of(back));
        String companyBack = World.awaitOne(hubspot, "companies", "name", "Sudwind");
        String contactBack = World.awaitOne(hubspot, "contacts", "email", "sven@sudwind.example");
        World.awaitField(hubspot, "contacts", contactBack, "associatedcompanyid", companyBack);
        return "Nora came with her company, Sven with his";
    }

    String changedEmail() {
        String a = pair(5);
        int before = salesforce.records("Contact").size();
        hubspot.edit("contacts", a, "email", "moved.house@elsewhere.example");
        World.awaitField(salesforce, "Contact", pairs.get(a), "Email", "moved.house@elsewhere.example");
        int after = salesforce.records("Contact").size();
        if (after != before) {
            throw new CheckFailure("there were " + before + " contacts and now there are " + after);
        }
        return "the same contact " + pairs.get(a);
    }

    String twentyDeliveries() {
        world.webhooks(false);
        String created = hubspot.create(
                "contacts",
                Map.of("firstname", "Twenty", "lastname", "Times", "email", "twenty.times@bursts.example"),
                Optional.empty());
        world.webhooks(true);
        hubspot.deliver("contacts", created, 20);
        World.awaitOne(salesforce, "Contact", "Email", "twenty.times@bursts.example");
        world.awaitPolls(1);
        int found = salesforce.find("Contact", "Email", "twenty.times@bursts.example").size();
        if (found != 1) {
            throw new CheckFailure(found + " records came of 20 deliveries");
        }
        return "20 deliveries, 1 record";
    }

    String throttled() {
        String a = pair(6);
        salesforce.faults(List.of());
        hubspot.faults(List.of(Map.of(
                "operation", "contacts.batch_update",
                "times", 1,
                "kind", "status",
                "status", 429,
                "headers", Map.of("Retry-After", "3"),
                "body", Map.of("status", "error", "errorType", "RATE_LIMIT", "policyName", "TEN_SECONDLY_ROLLING",
                        "message", "You have reached your ten_secondly_rolling limit."))));
        hubspot.resetCalls();
        long begun = System.nanoTime();
        salesforce.edit("Contact", pairs.get(a), "Title", "Patient");
        World.awaitField(hubspot, "contacts", a, "jobtitle", "Patient");
        double waited = (System.nanoTime() - begun) / 1e9;
        hubspot.faults(List.of());
        long tries = hubspot.calls().of("contacts.batch_update");
        if (waited < 2.5) {
            throw new CheckFailure("it was written after " + waited + " s although the app had asked for 3 s");
        }
        if (tries > 2) {
            throw new CheckFailure(tries + " calls were made where one refused and one accepted would do");
        }
        return String.format(java.util.Locale.ROOT, "waited %.1f s, %d calls", waited, tries);
    }

    private String pair(int index) {
        return pairs.keySet().stream().skip(index).findFirst().orElseThrow(() -> new CheckFailure("too few contacts in common"));
    }
}
