package io.bothways.simulator.dataverse.schema;

/**
 * One choice of a column. Rows hold its label, as the editing page shows it; the API speaks of its number.
 *
 * @param value the number
 * @param label the label, unique among the column's options
 * @param state the state that a status reason belongs to; -1 where it is none
 */
public record Option(int value, String label, int state) {
    static Option of(int value, String label) {
        return new Option(value, label, -1);
    }
}
