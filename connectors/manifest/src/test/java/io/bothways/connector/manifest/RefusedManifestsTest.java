package io.bothways.connector.manifest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.bothways.connector.manifest.format.ManifestRefused;
import io.bothways.connector.manifest.format.Manifests;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RefusedManifestsTest {
    private static final String GOOD = """
            manifest: 1
            id: shelf
            label: Shelf
            api: {version: "1", base_uri: "https://api.shelf.example"}
            credentials: [[key]]
            identify: {request: {path: /me}, id: id}
            operations:
              list: {request: {path: /books}, records: items, paging: {kind: offset, size: 10}}
              read: {request: {path: "/books/{{ id }}"}, records: "$"}
            types:
              books:
                label: Book
                id: id
                fields:
                  - {name: title, type: text}
            """;

    private static List<String> problems(String text) {
        return catchThrowableOfType(ManifestRefused.class, () -> Manifests.read("shelf.yaml", text))
                .problems().stream().map(Object::toString).toList();
    }

    @Test
    void aSmallManifestIsEnough() {
        assertThat(Manifests.read("shelf.yaml", GOOD).types()).containsOnlyKeys("books");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            type: text        | type: words        | shelf.yaml:15 /types/books/fields/0/type: does not have a value in the enumeration
            kind: offset      | kind: leaps        | shelf.yaml:8 /operations/list/paging/kind: does not have a value in the enumeration
            size: 10          | size: 0            | shelf.yaml:8 /operations/list/paging/size: must have a minimum value of 1
            label: Book       | labbel: Book       | shelf.yaml:11 /types/books: required property 'label' not found
            id: shelf         | id: Big Shelf      | shelf.yaml:2 /id: does not match the regex pattern
            records: items    | records: "items["  | shelf.yaml:8 /operations/list/records: 'items['
            "/books/{{ id }}" | "/books/{{ id"     | shelf.yaml:9 /operations/read/request/path: '/books/{{ id': '{{' without '}}'
            https://api.shelf.example | ftp://x    | shelf.yaml:4 /api/base_uri: 'ftp://x' is no base address
            kind: offset      | kind: cursor       | shelf.yaml:8 /operations/list: paging by cursor or url needs 'next'
            type: text        | type: reference    | shelf.yaml:15 /types/books/fields/0: a reference needs 'to'
            credentials: [[key]] | credentials: [] | shelf.yaml:5 /credentials: must have at least 1 items
            """)
    void whatIsWrongIsToldByFileLinePathAndWhatIsAllowed(String good, String bad, String problem) {
        assertThat(problems(GOOD.replace(good, bad))).anySatisfy(told -> assertThat(told).startsWith(problem));
    }

    @Test
    void everythingThatIsWrongIsToldAtOnce() {
        assertThat(problems(GOOD.replace("label: Shelf", "label: 7").replace("type: text", "type: words")))
                .hasSize(2);
    }

    @Test
    void whatIsNoYamlIsToldByItsLine() {
        assertThat(problems(GOOD + "  - [")).first().asString().startsWith("shelf.yaml:16: no YAML");
        assertThat(problems(GOOD + "id: twice\n")).first().asString().contains("duplicate key id");
        assertThat(problems("")).isNotEmpty();
    }

    @Test
    void anAliasThatHoldsItselfIsRefused() {
        assertThat(problems(GOOD + "products: &all [*all]\n")).first().asString()
                .startsWith("shelf.yaml:16 /products/0: an alias must not stand within its own anchor");
    }

    @Test
    void anOperationThatOnlySomeTypesHaveIsRefused() {
        String text = GOOD + """
                  shelves:
                    label: Shelf
                    id: id
                    version: v
                    fields: [{name: room, type: text}]
                    operations:
                      changes: {request: {path: /c}, records: items, granularity: PT1S}
                """.indent(0);

        assertThat(problems(text)).anySatisfy(
                told -> assertThat(told).contains("'changes' has to be there for all types or for none"));
    }
}
