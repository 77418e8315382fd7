package io.bothways.simulator.dataverse.api;

import io.bothways.simulator.dataverse.query.DeltaTokens;
import io.bothways.simulator.dataverse.query.Listing;
import io.bothways.simulator.dataverse.records.Problem;
import io.bothways.simulator.dataverse.records.RowAddress;
import io.bothways.simulator.dataverse.records.Rows;
import io.bothways.simulator.dataverse.schema.Organization;
import io.bothways.simulator.dataverse.schema.Table;
import java.time.Clock;
import java.util.List;

/** The Web API as a whole: finds what a request is about and has it handled. */
public final class Service {
    private final SetRequests sets;
    private final RowRequests single;
    private final MultipleRequests multiple;
    private final FunctionRequests functions;
    private final MetadataRequests metadata = new MetadataRequests();
    private int written;

    public Service(Rows rows, Clock clock) {
        RowView view = new RowView(rows.store());
        RowBody bodies = new RowBody(rows);
        this.sets = new SetRequests(rows, new Listing(rows.store(), rows.versions(), new DeltaTokens(clock)), view);
        this.single = new RowRequests(rows, bodies, view);
        this.multiple = new MultipleRequests(rows, bodies);
        this.functions = new FunctionRequests(rows, bodies, clock);
    }

    /** Called once all rows of a start are there. */
    public void ready() {
        functions.takeSnapshot();
    }

    /** Handles a request; a refusal is an answer too. */
    ODataReply handle(ODataRequest request) {
        try {
            ODataReply reply = dispatch(request);
            if (!request.method().equals("GET")) {
                written++;
            }
            return reply;
        } catch (Problem problem) {
            return ODataReply.of(problem, request.preferences());
        }
    }

    /** How many rows were written since this was last asked. */
    int takeWritten() {
        int count = written;
        written = 0;
        return count;
    }

    /** How many rows were written so far. */
    int written() {
        return written;
    }

    /** Takes back the count of writes that were taken back. */
    void forgetWritesAfter(int count) {
        written = count;
    }

    private ODataReply dispatch(ODataRequest request) {
        List<String> segments = List.of(request.path().split("/"));
        String first = segments.getFirst();
        if (first.startsWith("EntityDefinitions") || first.startsWith("GlobalOptionSetDefinitions")
                || first.equals("$metadata")) {
            requireMethod(request, "GET");
            return metadata.handle(request, segments);
        }
        if (first.startsWith("RetrieveTotalRecordCount")) {
            return functions.totalRecordCount(request);
        }
        return switch (first) {
            case "WhoAmI", "WhoAmI()" -> functions.whoAmI(request);
            case "Merge" -> {
                requireMethod(request, "POST");
                yield functions.merge(request);
            }
            case "$batch" -> throw Problem.malformed("A batch cannot be part of a batch.");
            default -> first.contains("(") ? row(request, segments) : set(request, segments);
        };
    }

    private ODataReply set(ODataRequest request, List<String> segments) {
        Table table = Organization.set(segments.getFirst()).orElseThrow(() -> unknown(segments.getFirst()));
        if (segments.size() == 1) {
            return switch (request.method()) {
                case "GET" -> sets.list(request, table);
                case "POST" -> single.create(request, table);
                default -> throw notAllowed(request);
            };
        }
        if (segments.size() == 2 && segments.get(1).equals("$count")) {
            requireMethod(request, "GET");
            return sets.count(request, table);
        }
        if (segments.size() == 2 && segments.get(1).startsWith(MultipleRequests.NAMESPACE)) {
            requireMethod(request, "POST");
            ODataReply reply = multiple.handle(request, table,
                    segments.get(1).substring(MultipleRequests.NAMESPACE.length()));
            written += request.json().path("Targets").size() - 1;
            return reply;
        }
        throw unknown(segments.getLast());
    }

    private ODataReply row(ODataRequest request, List<String> segments) {
        RowAddress address = RowAddress.parse(segments.getFirst());
        if (segments.size() == 1) {
            return switch (request.method()) {
                case "GET" -> single.get(request, address);
                case "PATCH" -> single.patch(request, address);
                case "DELETE" -> single.delete(request, address);
                default -> throw notAllowed(request);
            };
        }
        String property = segments.get(1);
        if (segments.size() == 3 && segments.get(2).equals("$ref")) {
            return switch (request.method()) {
                case "PUT" -> single.putReference(request, address, property);
                case "DELETE" -> single.deleteReference(address, property);
                default -> throw notAllowed(request);
            };
        }
        if (segments.size() > 2) {
            throw unknown(segments.getLast());
        }
        return switch (request.method()) {
            case "GET" -> single.getProperty(request, address, property);
            case "PUT" -> single.putProperty(request, address, property);
            case "DELETE" -> single.deleteProperty(address, property);
            default -> throw notAllowed(request);
        };
    }

    private static void requireMethod(ODataRequest request, String method) {
        if (!request.method().equals(method)) {
            throw notAllowed(request);
        }
    }

    private static Problem notAllowed(ODataRequest request) {
        return new Problem(405, Problem.MALFORMED, "The HTTP method '" + request.method()
                + "' is not supported by the Web API for this resource.");
    }

    private static Problem unknown(String segment) {
        return new Problem(404, Problem.MALFORMED, "Resource not found for the segment '" + segment + "'.");
    }
}
