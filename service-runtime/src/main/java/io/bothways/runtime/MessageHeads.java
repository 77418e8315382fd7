package io.bothways.runtime;

import io.bothways.contracts.AccountId;
import io.bothways.contracts.Cause;
import io.bothways.contracts.MessageHead;
import io.bothways.contracts.TenantId;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.util.UUID;
import javax.sql.DataSource;

/** Makes the heads of messages: ids, our clock, the installation's epoch. */
@ApplicationScoped
public class MessageHeads {
    private final DataSource database;
    private final Clock clock;
    private volatile long epoch;

    MessageHeads(DataSource database, Clock clock) {
        this.database = database;
        this.clock = clock;
    }

    /** A message about something that is known since now. */
    public MessageHead now(TenantId tenant, AccountId account, Cause cause) {
        Instant now = clock.instant();
        return new MessageHead(UUID.randomUUID().toString(), tenant, account, cause, epoch(), now, now, "");
    }

    /** A message that follows from another: its trace, cause and the time since when it is known go on. */
    public MessageHead following(MessageHead origin, AccountId account) {
        return new MessageHead(
                UUID.randomUUID().toString(),
                origin.tenant(),
                account,
                origin.cause(),
                epoch(),
                origin.occurredAt(),
                origin.observedAt(),
                origin.trace());
    }

    /** Raised by a restore of the database; messages of an older epoch are void. Read once: a restore restarts all services. */
    public long epoch() {
        if (epoch == 0) {
            try (Connection connection = database.getConnection();
                    PreparedStatement select = connection.prepareStatement("SELECT epoch FROM registry.installation");
                    ResultSet row = select.executeQuery()) {
                row.next();
                epoch = row.getLong(1);
            } catch (SQLException failed) {
                throw new IllegalStateException("the installation's epoch cannot be read", failed);
            }
        }
        return epoch;
    }
}
