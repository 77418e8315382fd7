package io.bothways.status.registry;

import io.bothways.status.store.Database;
import io.quarkus.hibernate.orm.panache.PanacheEntityBase;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Two accounts and what is kept in step between them, as it is edited. */
@Entity
@Table(schema = "registry", name = "connection")
public class ConnectionEntity extends PanacheEntityBase {
    @Id
    public String id;

    public String tenant;
    public String name;

    @Column(name = "account_a")
    public String accountA;

    @Column(name = "account_b")
    public String accountB;

    public String configuration;
    public long version;
    public boolean paused;

    @Column(name = "created_at")
    public Instant createdAt;

    static Optional<ConnectionEntity> of(String tenant, String id) {
        return find("tenant = ?1 and id = ?2", tenant, Database.storable(id)).firstResultOptional();
    }

    static List<ConnectionEntity> of(String tenant) {
        return list("tenant = ?1 order by createdAt, id", tenant);
    }
}
