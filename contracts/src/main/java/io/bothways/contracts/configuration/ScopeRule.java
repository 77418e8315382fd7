package io.bothways.contracts.configuration;

/**
 * A rule that a side's records have to meet to be kept in step. All rules of a side have to be met.
 *
 * @param name unique within its side and object sync; said as the reason of a record that is left out
 * @param onLeave what happens to a pair whose record does not meet the rule any more
 */
public record ScopeRule(String name, Condition condition, LeaveScope onLeave) {}
