package io.bothways.connector;

import java.time.Duration;
import java.time.LocalDate;
import java.util.List;

/**
 * What an app can do, in values rather than yes or no.
 *
 * @param id stable name, for example the vendor's in lower case
 * @param label what people see
 * @param apiVersion the version of the app's API that the connector is written for
 * @param endOfLife when the vendor switches that version off; {@link LocalDate#MAX} where none is announced
 * @param defaultBaseUri where the app lives unless the account says otherwise
 * @param credentials the credential members that an account needs; one of the lists must be complete
 * @param listPage records per listing call
 * @param changePage records per incremental call
 * @param readBatch ids per {@link RecordReader#readByIds}; also the read-back batch
 * @param createBatch inputs per {@link RecordWriter#create}
 * @param updateBatch inputs per {@link RecordWriter#update}
 * @param archiveBatch inputs per {@link RecordWriter#archive}
 * @param tellsInAnswer write answers carry the values that the record now holds; where false the writer reads back
 * @param indexLag how far the incremental query may lag behind writes; the poller overlaps by it
 * @param clockTick how coarse the modified stamps are: two edits within one tick cannot be told apart
 * @param callTimeout how long a call may take before its outcome counts as unknown
 * @param concurrentCalls calls that one account bears at once
 * @param budgets the app's limits, all of which hold at once
 */
public record ConnectorDescriptor(
        String id,
        String label,
        String apiVersion,
        LocalDate endOfLife,
        String defaultBaseUri,
        List<List<String>> credentials,
        int listPage,
        int changePage,
        int readBatch,
        int createBatch,
        int updateBatch,
        int archiveBatch,
        boolean tellsInAnswer,
        Duration indexLag,
        Duration clockTick,
        Duration callTimeout,
        int concurrentCalls,
        List<Budget> budgets) {
    public ConnectorDescriptor {
        credentials = List.copyOf(credentials);
        budgets = List.copyOf(budgets);
    }

    /** An app whose clock ticks in seconds. */
    public ConnectorDescriptor(
            String id,
            String label,
            String apiVersion,
            LocalDate endOfLife,
            String defaultBaseUri,
            List<List<String>> credentials,
            int listPage,
            int changePage,
            int readBatch,
            int createBatch,
            int updateBatch,
            int archiveBatch,
            boolean tellsInAnswer,
            Duration indexLag,
            Duration callTimeout,
            int concurrentCalls,
            List<Budget> budgets) {
        this(id, label, apiVersion, endOfLife, defaultBaseUri, credentials, listPage, changePage, readBatch,
                createBatch, updateBatch, archiveBatch, tellsInAnswer, indexLag, Duration.ofSeconds(1), callTimeout,
                concurrentCalls, budgets);
    }

    /**
     * A limit of the app.
     *
     * @param name unique within the connector
     * @param calls allowed in any window of this length
     * @param endpoint only calls whose operation name begins with this count; empty: all calls
     */
    public record Budget(String name, long calls, Duration window, String endpoint) {}
}
