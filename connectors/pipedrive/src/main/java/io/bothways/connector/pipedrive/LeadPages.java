package io.bothways.connector.pipedrive;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;

/**
 * Pages of leads, which version 1 counts from the front, so that one that goes would move the next one over the edge of
 * a page unseen. Each page begins a little before the end of the last one and has to hold its last lead; where it does
 * not, the read goes back.
 */
final class LeadPages {
    private static final int OVERLAP = 20;
    private static final int STEP_BACK = PipedriveProvider.PAGE / 2;

    private final PipedriveRecords records;

    /**
     * @param leads what is new or comes again
     * @param next the position behind them
     * @param more whether there are leads behind them
     */
    record Slice(List<JsonNode> leads, ReadPosition next, boolean more) {}

    LeadPages(PipedriveRecords records) {
        this.records = records;
    }

    Slice slice(ReadPosition position, String sort) {
        PipedriveType.Part part = PipedriveType.LEADS.parts().get(position.part());
        long start = position.cursor().isEmpty() ? 0 : Long.parseLong(position.cursor());
        long from = Math.max(0, start - (position.lastId().isEmpty() ? 0 : OVERLAP));
        JsonNode answer = records.leads(part, from, sort);
        List<JsonNode> leads = new ArrayList<>();
        PipedriveRecords.list(answer).forEach(leads::add);
        boolean joined = from == 0
                || leads.stream().anyMatch(lead -> PipedriveRecords.id(lead).equals(position.lastId()));
        if (!joined) {
            return new Slice(
                    List.of(), position.at(Long.toString(Math.max(0, from - STEP_BACK)), position.lastId()), true);
        }
        boolean more = !leads.isEmpty()
                && answer.path("additional_data").path("pagination").path("more_items_in_collection").asBoolean();
        return new Slice(
                leads,
                leads.isEmpty()
                        ? position
                        : position.at(Long.toString(from + leads.size()), PipedriveRecords.id(leads.getLast())),
                more);
    }
}
