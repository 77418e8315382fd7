package io.bothways.simulator.kit.people;

/** What an invented person or company has, whatever an app calls the field. */
public enum Trait {
    FIRST_NAME, LAST_NAME, FULL_NAME, EMAIL, PHONE, TITLE, CITY, COUNTRY, WEBSITE, NOTES, HEALTH_SCORE, RENEWAL_DATE, TIER,
    NAME, DOMAIN, INDUSTRY
}
