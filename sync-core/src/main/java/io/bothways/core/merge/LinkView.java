package io.bothways.core.merge;

import io.bothways.contracts.Side;
import io.bothways.core.mapping.References;
import java.util.Set;

/**
 * Everything that the merge of a link reads.
 *
 * @param differences mappings whose sides were found different at the first match and still are
 * @param region country of national phone numbers
 */
public record LinkView(SideView a, SideView b, Set<String> differences, References references, String region) {
    SideView on(Side side) {
        return side == Side.A ? a : b;
    }
}
