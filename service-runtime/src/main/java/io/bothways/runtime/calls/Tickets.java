package io.bothways.runtime.calls;

import io.bothways.contracts.AccountId;
import io.bothways.contracts.TenantId;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Optional;
import javax.sql.DataSource;

/**
 * Monotone numbers over all services and replicas: what was asked after another answer came has the higher ticket,
 * whatever the clocks say. One sequence serves all accounts (docs/adr/0005).
 */
@ApplicationScoped
public class Tickets {
    private final DataSource database;

    Tickets(DataSource database) {
        this.database = database;
    }

    /** The ticket before a call, and until when the app told the account to wait. */
    record Start(long ticket, Optional<Parked> parked) {}

    /** The app's word to wait. */
    record Parked(Instant until, String code, String message) {}

    Start start(TenantId tenant, AccountId account) {
        String sql = "SELECT nextval('registry.ticket'), park.until, park.code, park.message FROM (SELECT 1) AS one"
                + " LEFT JOIN registry.account_park park ON park.tenant = ? AND park.account = ?";
        try (Connection connection = database.getConnection();
                PreparedStatement select = connection.prepareStatement(sql)) {
            select.setString(1, tenant.value());
            select.setString(2, account.value());
            try (ResultSet row = select.executeQuery()) {
                row.next();
                Optional<Parked> parked = row.getTimestamp(2) == null
                        ? Optional.empty()
                        : Optional.of(new Parked(row.getTimestamp(2).toInstant(), row.getString(3), row.getString(4)));
                return new Start(row.getLong(1), parked);
            }
        } catch (SQLException failed) {
            throw new IllegalStateException("no ticket could be taken", failed);
        }
    }

    /** A ticket that is higher than every one taken before. */
    public long next() {
        try (Connection connection = database.getConnection();
                PreparedStatement select = connection.prepareStatement("SELECT nextval('registry.ticket')");
                ResultSet row = select.executeQuery()) {
            row.next();
            return row.getLong(1);
        } catch (SQLException failed) {
            throw new IllegalStateException("no ticket could be taken", failed);
        }
    }
}
