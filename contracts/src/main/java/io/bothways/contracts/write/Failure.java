package io.bothways.contracts.write;

/**
 * Why an app refused or could not be reached.
 *
 * @param code ours, stable, has a page under docs/errors
 * @param message plain words, safe to log: no field values
 * @param appMessage the app's own words; shown to the tenant, not logged
 * @param field the app's field that it is about, empty where it is none
 * @param status the HTTP status, 0 where there was no answer
 */
public record Failure(String code, String message, String appMessage, String field, int status) {}
