package io.bothways.endtoend.connections;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.bothways.endtoend.Await;
import io.bothways.endtoend.CheckFailure;
import io.bothways.endtoend.connections.Member.Kind;
import io.bothways.simulator.kit.people.Trait;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What a delete does on the other side: persons follow a delete in the first app and are tagged for one in the last
 * app; companies, by default, are left alone. Deletes wait until an app that combines records has had time to say so, up to
 * two minutes, so the steps in between run meanwhile.
 */
final class DeleteSteps {
    private static final Duration HORIZON = Duration.ofSeconds(180);
    private static final long LOOK_MS = 500;
    private static final String TAG = "https://deleted.example";
    /** Who lives there is not kept in step. */
    static final String NOWHERE = "Nowhere";
    private static final String LONELY = "einsam.example";

    private final Connected connected;
    private final List<Member> members;
    private final Member a;
    private final Member z;
    private String deletedThere = "";
    private String deletedBack = "";
    private String tagged = "";
    private String left = "";

    DeleteSteps(Connected connected, List<Member> members) {
        this.connected = connected;
        this.members = members;
        this.a = members.getFirst();
        this.z = members.getLast();
    }

    String configure() {
        for (int i = 0; i < connected.connections(); i++) {
            ObjectNode configuration = (ObjectNode) connected.configuration(i);
            for (JsonNode object : configuration.path("objects")) {
                if (object.path("object").asText().equals("contact")) {
                    ObjectNode contact = (ObjectNode) object;
                    contact.putObject("deleted_on_a").put("type", "delete");
                    ObjectNode tag = contact.putObject("deleted_on_b").put("type", "tag").putObject("mark");
                    tag.set("field", unmapped(contact).path("a"));
                    tag.put("value", TAG);
                    scope(contact.putArray("scope_a"), mapping(contact, "country").path("a"));
                    scope(contact.putArray("scope_b"), mapping(contact, "country").path("b"));
                }
            }
            connected.configure(i, configuration);
        }
        return connected.connections() + " configurations";
    }

    /** A mark needs a field of its own: the website is not kept in step any more. */
    private static JsonNode unmapped(ObjectNode object) {
        JsonNode website = mapping(object, "website");
        ArrayNode mappings = (ArrayNode) object.path("mappings");
        for (int i = 0; i < mappings.size(); i++) {
            if (mappings.get(i).equals(website)) {
                mappings.remove(i);
            }
        }
        return website;
    }

    private static JsonNode mapping(JsonNode object, String name) {
        for (JsonNode mapping : object.path("mappings")) {
            if (mapping.path("name").asText().equals(name)) {
                return mapping;
            }
        }
        throw new CheckFailure("there is no mapping " + name);
    }

    private static void scope(ArrayNode rules, JsonNode country) {
        ObjectNode rule = rules.addObject().put("name", "somewhere");
        rule.putObject("condition").put("type", "not").putObject("condition").put("type", "test")
                .put("field", country.path("name").asText())
                .put("field_type", country.path("type").asText())
                .put("operator", "is")
                .putArray("values").add(NOWHERE);
        rule.putObject("on_leave").put("type", "freeze");
    }

    String delete() {
        Member neighbour = members.get(members.size() - 2);
        Map<String, String> first = a.byKey(Kind.PERSON, a.records(Kind.PERSON));
        Map<String, String> last = z.byKey(Kind.PERSON, z.records(Kind.PERSON));
        List<String> keys = first.keySet().stream().filter(last::containsKey).toList().reversed();
        deletedThere = last.get(keys.get(0));
        deletedBack = last.get(keys.get(1));
        tagged = neighbour.byKey(Kind.PERSON, neighbour.records(Kind.PERSON)).get(keys.get(1));
        a.view().delete(a.type(Kind.PERSON), first.get(keys.get(0)));
        z.view().delete(z.type(Kind.PERSON), deletedBack);
        return keys.get(0) + " and " + keys.get(1);
    }

    String deleteIgnored() {
        String here = a.createCompany("Einsam", LONELY);
        left = EditSteps.awaitOne(z, Kind.COMPANY, LONELY);
        a.view().delete(a.type(Kind.COMPANY), here);
        connected.awaitPolls(2);
        return stillLeft();
    }

    String carried() {
        Member neighbour = members.get(members.size() - 2);
        Await.noProblem(HORIZON, LOOK_MS, () -> z.records(Kind.PERSON).containsKey(deletedThere)
                ? Optional.of("person " + deletedThere + " of " + z.vendor().app() + " is still there")
                : Optional.empty());
        Await.noProblem(HORIZON, LOOK_MS, () -> {
            String mark = neighbour.now(Kind.PERSON, tagged, Trait.WEBSITE);
            return mark.equals(TAG)
                    ? Optional.empty()
                    : Optional.of("person " + tagged + " of " + neighbour.vendor().app() + " is not tagged: '" + mark
                            + "'");
        });
        if (z.records(Kind.PERSON).containsKey(deletedBack)) {
            throw new CheckFailure("person " + deletedBack + " of " + z.vendor().app() + " was made again");
        }
        return "deleted there, tagged here; " + stillLeft();
    }

    private String stillLeft() {
        if (!a.withKey(Kind.COMPANY, LONELY).isEmpty()) {
            throw new CheckFailure("the deleted company was made again in " + a.vendor().app());
        }
        if (!z.records(Kind.COMPANY).containsKey(left)) {
            throw new CheckFailure("the company was deleted in " + z.vendor().app());
        }
        return "the company stays";
    }
}
