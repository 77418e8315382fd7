package io.bothways.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import io.bothways.connector.failure.FailureCodes;
import io.bothways.core.mapping.ReasonCode;
import io.bothways.merge.link.Codes;
import java.lang.reflect.Field;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** Each code that a person may be shown has a page that says what to do, and no page outlives its code. */
class ErrorPagesTest {
    private static final List<Class<?>> CODES = List.of(FailureCodes.class, ReasonCode.class, Codes.class);

    private final SourceTree tree = SourceTree.find();

    @Test
    void everyCodeHasAPageAndEveryPageACode() throws IllegalAccessException {
        assertThat(pages())
                .as("docs/errors: write a page for a new code, delete the page of one that is gone")
                .containsExactlyInAnyOrderElementsOf(codes());
    }

    @Test
    void everyPageSaysTheCauseWhatBothwaysDoesAndWhatYouDo() {
        assertThat(pages()).isNotEmpty().allSatisfy(code -> assertThat(tree.text(page(code)))
                .startsWith("# " + code + "\n")
                .contains("**Cause.**", "**What Bothways does.**", "**What you do.**"));
    }

    @Test
    void theIndexLinksEveryPageOnce() {
        List<String> linked = Pattern.compile("\\]\\(([A-Z_]+)\\.md\\)")
                .matcher(tree.text(tree.at("docs/errors/README.md")))
                .results()
                .map(link -> link.group(1))
                .toList();

        assertThat(linked).containsExactlyInAnyOrderElementsOf(pages());
    }

    @Test
    void noCodeIsWrittenAsALiteral() {
        Pattern literal = Pattern.compile("new (Failure|Reason|LinkState\\.Reason)\\(\\s*\"[^\"]*\"");
        List<String> literals = new ArrayList<>();
        for (Path file : tree.productSources()) {
            literal.matcher(tree.text(file)).results()
                    .forEach(found -> literals.add(tree.name(file) + ": " + found.group()));
        }

        assertThat(literals)
                .as("give the code a constant in one of %s, so that it is held to have a page", CODES)
                .isEmpty();
    }

    /** Two owners may share a code, and so its page. */
    private static Set<String> codes() throws IllegalAccessException {
        Set<String> codes = new TreeSet<>();
        for (Class<?> owner : CODES) {
            for (Field constant : owner.getFields()) {
                assertThat(constant.get(null)).as("a code is called what it is").isEqualTo(constant.getName());
                codes.add(constant.getName());
            }
        }
        return codes;
    }

    private Set<String> pages() {
        Set<String> pages = new TreeSet<>();
        for (Path file : tree.children("docs/errors")) {
            String name = file.getFileName().toString();
            if (!name.equals("README.md")) {
                assertThat(name).endsWith(".md");
                pages.add(name.substring(0, name.length() - ".md".length()));
            }
        }
        return pages;
    }

    private Path page(String code) {
        return tree.at("docs/errors/" + code + ".md");
    }
}
