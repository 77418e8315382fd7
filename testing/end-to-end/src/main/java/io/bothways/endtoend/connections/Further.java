package io.bothways.endtoend.connections;

import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What the apps keep beside persons and companies, in each app's own words. */
enum Further {
    DEAL("deal") {
        @Override
        void describe(Map<Vendor, Form> forms) {
            forms.put(Vendor.HUBSPOT, new Form("deals", "deals", "", "dealname", "amount", "closedate",
                    Optional.of(new Company("hs_primary_associated_company", true)),
                    Optional.of(new Stages("dealstage", "appointmentscheduled", "closedwon")), Map.of()));
            forms.put(Vendor.SALESFORCE, new Form("Opportunity", "Opportunity", "", "Name", "Amount", "CloseDate",
                    Optional.of(new Company("AccountId", false)),
                    Optional.of(new Stages("StageName", "Prospecting", "Closed Won")), Map.of()));
            forms.put(Vendor.PIPEDRIVE, new Form("deals", "deals", "", "title", "value", "expected_close_date",
                    Optional.of(new Company("org_id", false)), Optional.of(new Stages("stage_id", "1", "3")),
                    Map.of()));
        }
    },
    /** A custom object of every app that has such; else what comes next to one. */
    SUBSCRIPTION("subscription") {
        @Override
        void describe(Map<Vendor, Form> forms) {
            forms.put(Vendor.HUBSPOT, new Form("subscriptions", "2-1001", "", "subscription_name", "seats", "starts_on",
                    Optional.empty(), Optional.empty(), Map.of()));
            forms.put(Vendor.SALESFORCE, OF_SALESFORCE);
            forms.put(Vendor.DATAVERSE, new Form("new_subscriptions", "new_subscription", "", "new_name", "new_seats",
                    "new_renewaldate", Optional.of(new Company("new_accountid", false)), Optional.empty(), Map.of()));
            forms.put(Vendor.INTERCOM, new Form("tickets", "tickets", "ticket_attributes.", "_default_title_", "amount",
                    "", Optional.empty(), Optional.empty(), Map.of("contact", Member.Kind.PERSON)));
            forms.put(Vendor.PIPEDRIVE, new Form("deals", "deals", "", "title", "value", "expected_close_date",
                    Optional.of(new Company("org_id", false)), Optional.empty(), Map.of()));
        }
    },
    /** The same where Pipedrive's deals are something else: a lead, which cannot be without an organization. */
    SUBSCRIPTION_AS_LEAD("subscription") {
        @Override
        void describe(Map<Vendor, Form> forms) {
            forms.put(Vendor.SALESFORCE, OF_SALESFORCE);
            forms.put(Vendor.PIPEDRIVE, new Form("leads", "leads", "", "title", "", "expected_close_date",
                    Optional.of(new Company("organization_id", false)), Optional.empty(), Map.of()));
        }
    };

    private static final Form OF_SALESFORCE = new Form("Subscription__c", "Subscription__c", "", "Name", "Seats__c",
            "Started_On__c", Optional.of(new Company("Account__c", false)), Optional.empty(), Map.of());

    private final String word;

    /**
     * How an app keeps it.
     *
     * @param shown the type on the app's page
     * @param type the type as the app's API and configurations name it
     * @param prefix what stands in configurations before the names of its fields
     * @param name by which people tell one from another
     * @param number a field with a number; empty for none
     * @param day a field with a date; empty for none
     * @param needed fields that only people can fill, with whom they name; nothing can be made without them
     */
    record Form(
            String shown,
            String type,
            String prefix,
            String name,
            String number,
            String day,
            Optional<Company> company,
            Optional<Stages> stages,
            Map<String, Member.Kind> needed) {
        /** Whether a client of the API can make one from what the other apps have. */
        boolean madeByApi() {
            return needed.isEmpty();
        }

        boolean has(Part part) {
            return !field(part).isEmpty();
        }

        String field(Part part) {
            return switch (part) {
                case NAME -> name;
                case NUMBER -> number;
                case DAY -> day;
            };
        }
    }

    /** What a judge compares. */
    enum Part { NAME, NUMBER, DAY }

    /**
     * The field with the company that it belongs to.
     *
     * @param related people relate the two instead of filling the field
     */
    record Company(String field, boolean related) {}

    /** A field that has to be filled, and what is open and what is won in its words. */
    record Stages(String field, String open, String won) {}

    Further(String word) {
        this.word = word;
    }

    abstract void describe(Map<Vendor, Form> forms);

    /** The name of the object in configurations, and in the steps' names. */
    String word() {
        return word;
    }

    Form form(Vendor vendor) {
        Map<Vendor, Form> forms = new EnumMap<>(Vendor.class);
        describe(forms);
        return Optional.ofNullable(forms.get(vendor)).orElseThrow();
    }

    /** Parts that all of these apps have. */
    List<Part> parts(List<Vendor> vendors) {
        return List.of(Part.NUMBER, Part.DAY, Part.NAME).stream()
                .filter(part -> vendors.stream().allMatch(vendor -> form(vendor).has(part)))
                .toList();
    }
}
