package io.bothways.simulator.salesforce.schema;

import static io.bothways.simulator.salesforce.schema.FieldType.BOOLEAN;
import static io.bothways.simulator.salesforce.schema.FieldType.CURRENCY;
import static io.bothways.simulator.salesforce.schema.FieldType.DATE;
import static io.bothways.simulator.salesforce.schema.FieldType.DATETIME;
import static io.bothways.simulator.salesforce.schema.FieldType.DOUBLE;
import static io.bothways.simulator.salesforce.schema.FieldType.PERCENT;
import static io.bothways.simulator.salesforce.schema.FieldType.STRING;
import static io.bothways.simulator.salesforce.schema.FieldType.TEXTAREA;
import static io.bothways.simulator.salesforce.schema.SalesforceField.multipicklist;
import static io.bothways.simulator.salesforce.schema.SalesforceField.of;
import static io.bothways.simulator.salesforce.schema.SalesforceField.picklist;
import static io.bothways.simulator.salesforce.schema.SalesforceField.reference;

import io.bothways.simulator.salesforce.schema.SalesforceField.WhenDeleted;
import io.bothways.simulator.salesforce.schema.SalesforceType.Ability;
import io.bothways.simulator.salesforce.schema.SalesforceType.Names;
import java.util.Set;

/** The organization's own objects: subscriptions, and items that are details of them and have no owner. */
public final class CustomTypes {
    private static final int LONG_TEXT = 32_768;
    private static final int MONEY = 18;

    public static final SalesforceType SUBSCRIPTION = new SalesforceType(
            new Names("Subscription__c", "Subscription", "Subscriptions", "a01"),
            Set.of(Ability.WRITE, Ability.REPLICATE, Ability.NOTIFY), SystemFields.owned("Record",
            // Where no name is given the record's id stands for it.
            of("Name", "Subscription Name", STRING, 80),
            of("Code__c", "Code", STRING, 40).asExternalId(true),
            picklist("Plan__c", "Plan", "Basic", "Team", "Enterprise"),
            multipicklist("Features__c", "Features", "API", "Reports", "Single Sign-On", "Support"),
            of("Seats__c", "Seats", DOUBLE, 10).whole(),
            of("Monthly_Fee__c", "Monthly Fee", CURRENCY, MONEY),
            of("Discount__c", "Discount", PERCENT, 5),
            of("Started_On__c", "Started On", DATE, 0),
            of("Renewed_At__c", "Renewed At", DATETIME, 0),
            of("Auto_Renew__c", "Auto-Renew", BOOLEAN, 0).standard(false),
            of("Notes__c", "Notes", TEXTAREA, LONG_TEXT),
            reference("Contact__c", "Contact", "Contact", "Contact__r", WhenDeleted.CLEAR),
            reference("Account__c", "Account", "Account", "Account__r", WhenDeleted.RESTRICT)));

    public static final SalesforceType SUBSCRIPTION_ITEM = new SalesforceType(
            new Names("Subscription_Item__c", "Subscription Item", "Subscription Items", "a02"),
            Set.of(Ability.WRITE, Ability.REPLICATE), SystemFields.dependent("Record",
            of("Name", "Item Number", STRING, 80).autoNumber(),
            of("Product__c", "Product", STRING, 80).required(),
            of("Item_Key__c", "Item Key", STRING, 64).asExternalId(true),
            of("Quantity__c", "Quantity", DOUBLE, 10).whole(),
            of("Unit_Price__c", "Unit Price", CURRENCY, MONEY),
            reference("Subscription__c", "Subscription", "Subscription__c", "Subscription__r", WhenDeleted.CASCADE)
                    .required().createOnly()));

    private CustomTypes() {}
}
