package io.bothways.core.scope;

import io.bothways.contracts.configuration.ScopeRule;

/** How a record stands to the scope rules of its side. */
public sealed interface ScopeVerdict {
    /** It meets all of them. */
    record In() implements ScopeVerdict {}

    /**
     * It does not meet one.
     *
     * @param condition the part of the rule that is not met, in words; never what the record holds
     */
    record Out(ScopeRule rule, String condition) implements ScopeVerdict {}

    /** Nothing can be said: a field that the rule asks for was not read, or does not hold what its type says. */
    record Undecided(ScopeRule rule, String field) implements ScopeVerdict {}
}
