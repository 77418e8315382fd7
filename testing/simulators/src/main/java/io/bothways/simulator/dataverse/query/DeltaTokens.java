package io.bothways.simulator.dataverse.query;

import io.bothways.simulator.dataverse.records.Problem;
import java.time.Clock;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The tokens of delta links: a version and the time of issue. After {@code ExpireChangeTrackingInDays} one expires. */
public final class DeltaTokens {
    private static final Duration LIFETIME = Duration.ofDays(7);
    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("MM/dd/yyyy HH:mm:ss", Locale.ROOT);
    private static final Pattern FORM = Pattern.compile("(\\d{1,18})!(.*)");

    private final Clock clock;

    public DeltaTokens(Clock clock) {
        this.clock = clock;
    }

    String issue(long version) {
        return version + "!" + TIME.format(LocalDateTime.ofInstant(clock.instant(), ZoneOffset.UTC));
    }

    /** The version after which changes are wanted. */
    long read(String token) {
        Matcher form = FORM.matcher(token);
        if (form.matches()) {
            try {
                LocalDateTime issued = LocalDateTime.parse(form.group(2), TIME);
                if (issued.toInstant(ZoneOffset.UTC).plus(LIFETIME).isBefore(clock.instant())) {
                    throw new Problem(400, "0x80044352", "Version stamp associated with the client has expired."
                            + " Please perform a full sync.");
                }
                return Long.parseLong(form.group(1));
            } catch (DateTimeException e) {
                throw Problem.malformed("Invalid delta token: " + token);
            }
        }
        throw Problem.malformed("Invalid delta token: " + token);
    }
}
