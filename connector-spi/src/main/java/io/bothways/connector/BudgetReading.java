package io.bothways.connector;

/**
 * What an answer's headers say of one of the app's budgets.
 *
 * @param budget its name in the descriptor
 * @param left the tokens that are left, in the app's own words: whether it is a number that can be is judged by the
 *     runtime, once for all apps
 */
public record BudgetReading(String budget, String left) {}
