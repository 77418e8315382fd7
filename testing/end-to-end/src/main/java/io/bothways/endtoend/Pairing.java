package io.bothways.endtoend;

import java.util.List;

/**
 * Which fields of the two simulated apps mean the same; the judge's own list, not the engine's.
 *
 * @param key the pair by which records of both apps are told to be the same
 */
public record Pairing(String typeA, String typeB, Pair key, List<Pair> fields) {
    /** A field of side A and one of side B. */
    public record Pair(String a, String b) {}

    public static final Pairing CONTACTS = new Pairing(
            "contacts",
            "Contact",
            new Pair("email", "Email"),
            List.of(
                    new Pair("firstname", "FirstName"),
                    new Pair("lastname", "LastName"),
                    new Pair("email", "Email"),
                    new Pair("phone", "Phone"),
                    new Pair("jobtitle", "Title"),
                    new Pair("city", "MailingCity"),
                    new Pair("country", "MailingCountry"),
                    new Pair("website", "Website__c"),
                    new Pair("customer_notes", "Customer_Notes__c"),
                    new Pair("health_score", "Health_Score__c"),
                    new Pair("renewal_date", "Renewal_Date__c"),
                    new Pair("customer_tier", "Customer_Tier__c")));

    public static final Pairing COMPANIES = new Pairing(
            "companies",
            "Account",
            new Pair("domain", "Website"),
            List.of(
                    new Pair("name", "Name"),
                    new Pair("phone", "Phone"),
                    new Pair("city", "BillingCity"),
                    new Pair("country", "BillingCountry"),
                    new Pair("domain", "Website"),
                    new Pair("industry", "Industry"),
                    new Pair("customer_notes", "Customer_Notes__c"),
                    new Pair("health_score", "Health_Score__c"),
                    new Pair("renewal_date", "Renewal_Date__c"),
                    new Pair("customer_tier", "Customer_Tier__c")));
}
