package io.bothways.simulator.dataverse.schema;

/**
 * A table that a lookup column may point to.
 *
 * @param table its logical name
 * @param navigation the navigation property by which a row is bound to it; its case matters
 * @param whenDeleted what becomes of the referencing row when the referenced one is deleted
 */
public record LookupTarget(String table, String navigation, WhenDeleted whenDeleted) {

    /** The delete part of a relationship's cascade configuration, spelled as in metadata. */
    public enum WhenDeleted {
        CASCADE("Cascade"), REMOVE_LINK("RemoveLink"), RESTRICT("Restrict");

        private final String word;

        WhenDeleted(String word) {
            this.word = word;
        }

        public String word() {
            return word;
        }
    }
}
