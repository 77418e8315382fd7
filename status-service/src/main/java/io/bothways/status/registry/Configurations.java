package io.bothways.status.registry;

import io.bothways.contracts.Side;
import io.bothways.contracts.TenantId;
import io.bothways.contracts.configuration.ConnectionConfiguration;
import io.bothways.contracts.configuration.ObjectSync;
import io.bothways.contracts.event.Request;
import io.bothways.contracts.record.ObjectSchema;
import io.bothways.core.mapping.ConfigurationError;
import io.bothways.core.mapping.ConnectionCheck;
import io.bothways.runtime.codec.Codec;
import io.bothways.runtime.codec.UndecodableMessage;
import io.bothways.status.registry.Connections.Found;
import io.bothways.status.registry.Refusal.FieldError;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.LockModeType;
import jakarta.transaction.Transactional;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/** What a connection keeps in step, as a person changes it: checked as a whole, then saved as its next version. */
@ApplicationScoped
public class Configurations {
    private final Connections connections;
    private final Codec codec;
    private final Wishes wishes;

    Configurations(Connections connections, Codec codec, Wishes wishes) {
        this.connections = connections;
        this.codec = codec;
        this.wishes = wishes;
    }

    /** The configuration as it may be saved again. */
    public String json(TenantId tenant, String id) {
        return codec.configuration(connections.get(tenant, id).configuration());
    }

    /**
     * The configuration with one object more, as the two types suggest it; one of that name is replaced. Nothing is
     * saved.
     *
     * @param typeA the app's own name of one of side A's types
     */
    public String suggested(TenantId tenant, String id, String object, String typeA, String typeB) {
        ConnectionConfiguration now = connections.get(tenant, id).configuration();
        List<ObjectSync> objects = new ArrayList<>(now.objects());
        objects.removeIf(known -> known.object().equals(object));
        objects.add(new Suggestion(schemas(now, Side.A), schemas(now, Side.B))
                .objectSync(object, typeA, typeB, objects));
        return codec.configuration(new ConnectionConfiguration(now.tenant(), now.connection(), now.version(),
                now.accountA(), now.accountB(), objects));
    }

    /**
     * Saves a configuration that was made from the version that is stored now, tells the other services, and asks for a
     * listing of what has to be read that was not read before. Saving what is stored already changes nothing.
     */
    @Transactional
    public Found save(TenantId tenant, String id, String json) {
        // All of the tenant's: two of them may make a ring that neither is alone.
        List<ConnectionEntity> all = ConnectionEntity.<ConnectionEntity>find("tenant = ?1 order by id", tenant.value())
                .withLock(LockModeType.PESSIMISTIC_WRITE)
                .list();
        ConnectionEntity entity = all.stream()
                .filter(found -> found.id.equals(id))
                .findFirst()
                .orElseThrow(() -> Refusal.notFound("connection"));
        ConnectionConfiguration now = codec.decodeConfiguration(entity.configuration);
        ConnectionConfiguration wished = decoded(json);
        sameConnection(now, wished);
        if (wished.objects().equals(now.objects())) {
            return new Found(entity, now);
        }
        check(wished, all);
        ConnectionConfiguration next = new ConnectionConfiguration(now.tenant(), now.connection(), now.version() + 1,
                now.accountA(), now.accountB(), wished.objects());
        entity.version = next.version();
        entity.configuration = codec.configuration(next);
        entity.persistAndFlush();
        List<Request> requests = new ArrayList<>(connections.changed(next));
        requests.addAll(unread(now, next));
        wishes.send(requests);
        return new Found(entity, next);
    }

    private ConnectionConfiguration decoded(String json) {
        try {
            return codec.decodeConfiguration(json);
        } catch (UndecodableMessage unreadable) {
            String[] placeAndReason = unreadable.getMessage().split(": ", 2);
            throw new Refusal(400, "The configuration cannot be read.", List.of(placeAndReason.length < 2
                    ? new FieldError("", unreadable.getMessage())
                    : new FieldError(placeAndReason[0], placeAndReason[1])));
        }
    }

    private static void sameConnection(ConnectionConfiguration now, ConnectionConfiguration wished) {
        if (!wished.tenant().equals(now.tenant()) || !wished.connection().equals(now.connection())) {
            throw Refusal.of("connection", "is another connection's configuration");
        }
        for (Side side : Side.values()) {
            if (!wished.account(side).equals(now.account(side))) {
                throw Refusal.of("account_" + side.name().toLowerCase(Locale.ROOT),
                        "cannot be changed; make another connection");
            }
        }
        if (wished.version() != now.version()) {
            throw Refusal.notNow("The configuration was changed meanwhile: it is version " + now.version()
                    + ", yours was made from version " + wished.version() + ". Read it again.");
        }
    }

    private void check(ConnectionConfiguration wished, List<ConnectionEntity> all) {
        List<ConnectionConfiguration> others = all.stream()
                .map(other -> codec.decodeConfiguration(other.configuration))
                .toList();
        List<ConfigurationError> errors =
                ConnectionCheck.check(wished, schemas(wished, Side.A), schemas(wished, Side.B), others);
        if (!errors.isEmpty()) {
            throw new Refusal(400, "The configuration cannot work as it is.", errors.stream()
                    .map(error -> new FieldError(error.path(), error.message()))
                    .toList());
        }
    }

    private List<ObjectSchema> schemas(ConnectionConfiguration wished, Side side) {
        return AccountEntity.of(wished.tenant().value(), wished.account(side).value())
                .map(account -> codec.decodeSchemas(account.objectSchemas))
                .orElse(List.of());
    }

    /** The mirror has never seen some fields of these types, so a change of them would not be told. */
    private List<Request> unread(ConnectionConfiguration before, ConnectionConfiguration after) {
        List<Request> listings = new ArrayList<>();
        for (Side side : Side.values()) {
            for (ObjectSync object : after.objects()) {
                Optional<ObjectSync> old = before.objectOf(side, object.type(side));
                Set<String> fields = new HashSet<>(object.fields(side));
                old.ifPresent(known -> fields.removeAll(known.fields(side)));
                boolean anew = old.filter(known -> known.object().equals(object.object())).isEmpty();
                if (anew || !fields.isEmpty()) {
                    listings.add(connections.listing(after, side, object.type(side), "configuration changed"));
                }
            }
        }
        return listings;
    }
}
