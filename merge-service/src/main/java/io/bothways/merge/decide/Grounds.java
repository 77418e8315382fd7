package io.bothways.merge.decide;

import java.util.function.LongSupplier;
import java.util.function.Supplier;

/**
 * What a decision rests on besides what is stored.
 *
 * @param region ISO 3166 code of the country of national phone numbers
 * @param planner decides the fields of one link
 * @param ids names for new links and commands, never the same twice
 * @param epoch the installation's epoch
 */
public record Grounds(String region, LinkPlanner planner, Supplier<String> ids, LongSupplier epoch) {}
