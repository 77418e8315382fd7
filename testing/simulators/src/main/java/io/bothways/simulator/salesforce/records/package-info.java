/**
 * What happens to records, whoever acts: values are checked and normalised as Salesforce does, ids and stamps given,
 * deletes go to the recycle bin, merges move children in silence. Every refusal is an {@code ApiError}. Knows no HTTP.
 */
@NullMarked
package io.bothways.simulator.salesforce.records;

import org.jspecify.annotations.NullMarked;
