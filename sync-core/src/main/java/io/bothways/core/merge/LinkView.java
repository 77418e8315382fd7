package io.bothways.core.merge;

import io.bothways.contracts.Side;
import io.bothways.core.mapping.References;
import java.util.Map;
import java.util.Set;

/**
 * Everything that the merge of a link reads.
 *
 * @param differences mappings whose sides were found different at the first match and still are
 * @param rewrites mappings that we wrote, and how often they were rewritten afterwards
 * @param chosen mappings that a person decided, and the side whose value is to stand
 * @param region country of national phone numbers
 * @param ring what one side holds can reach the other over other connections as well
 */
public record LinkView(
        SideView a,
        SideView b,
        Set<String> differences,
        Map<String, Rewrites> rewrites,
        Map<String, Side> chosen,
        References references,
        String region,
        boolean ring) {
    /** A link that is no part of a ring. */
    public LinkView(SideView a, SideView b, Set<String> differences, Map<String, Rewrites> rewrites,
            Map<String, Side> chosen, References references, String region) {
        this(a, b, differences, rewrites, chosen, references, region, false);
    }

    /** A link that nothing was ever written to. */
    public LinkView(SideView a, SideView b, Set<String> differences, References references, String region) {
        this(a, b, differences, Map.of(), Map.of(), references, region);
    }

    SideView on(Side side) {
        return side == Side.A ? a : b;
    }
}
