package io.bothways.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.DecimalNode;
import com.fasterxml.jackson.databind.node.NullNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.math.BigDecimal;
import org.junit.jupiter.api.Test;

class CanonicalTest {
    @Test
    void aNumberAndItsTextAreTheSame() {
        assertThat(Canonical.of(DecimalNode.valueOf(new BigDecimal("33.50")))).isEqualTo(Canonical.of(TextNode.valueOf("33.5")));
    }

    @Test
    void twoSpellingsOfOnePhoneNumberAreTheSame() {
        assertThat(Canonical.of(TextNode.valueOf("+49 (40) 66969 455"))).isEqualTo(Canonical.of(TextNode.valueOf("040 66969455")));
    }

    @Test
    void anAddressIsItsHostAndPath() {
        assertThat(Canonical.of(TextNode.valueOf("https://www.Acme.example/"))).isEqualTo("acme.example");
    }

    @Test
    void aBlankIsEmptyAndDiffersFromZero() {
        assertThat(Canonical.of(NullNode.getInstance())).isEmpty();
        assertThat(Canonical.of(TextNode.valueOf("0"))).isEqualTo("0");
    }
}
