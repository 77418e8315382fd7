package io.bothways.connector;

/**
 * What an answer's headers say of one of the app's budgets, in the app's own words: whether it is a number that can be is
 * judged by the runtime, once for all apps.
 *
 * @param budget its name in the descriptor
 * @param left the tokens that are left
 * @param most the budget's whole size for this account; empty where the app does not tell it
 */
public record BudgetReading(String budget, String left, String most) {}
