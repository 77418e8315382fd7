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
import org.hibernate.annotations.DynamicUpdate;

/**
 * A connected app instance, as it is edited. Ids are random and unique over all tenants; every look-up names the
 * tenant.
 */
@Entity
@DynamicUpdate // what the poller finds is written beside an edit; neither may put back the other's columns
@Table(schema = "registry", name = "account")
public class AccountEntity extends PanacheEntityBase {
    @Id
    public String id;

    public String tenant;
    public String connector;
    public String name;

    @Column(name = "base_uri")
    public String baseUri;

    public String state;

    @Column(name = "state_reason")
    public String stateReason = "";

    public String identity = "";

    @Column(name = "identity_label")
    public String identityLabel = "";

    @Column(name = "api_version")
    public String apiVersion = "";

    @Column(name = "object_schemas")
    public String objectSchemas = "[]";

    public String settings;
    public byte[] credentials;

    @Column(name = "webhook_secret")
    public byte[] webhookSecret;

    @Column(name = "webhook_key")
    public String webhookKey;

    @Column(name = "created_at")
    public Instant createdAt;

    static Optional<AccountEntity> of(String tenant, String id) {
        return find("tenant = ?1 and id = ?2", tenant, Database.storable(id)).firstResultOptional();
    }

    static List<AccountEntity> of(String tenant) {
        return list("tenant = ?1 order by createdAt, id", tenant);
    }
}
