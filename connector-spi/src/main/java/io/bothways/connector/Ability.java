package io.bothways.connector;

/**
 * Something that an app can do and another one may not. An app has an ability if its connector gives an object of the
 * ability's interface ({@link Connector#ability}); no method of an ability says "not supported".
 */
public interface Ability {}
