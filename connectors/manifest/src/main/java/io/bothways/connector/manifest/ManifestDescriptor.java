package io.bothways.connector.manifest;

import io.bothways.connector.ConnectorDescriptor;
import io.bothways.connector.descriptor.Api;
import io.bothways.connector.descriptor.Budget;
import io.bothways.connector.descriptor.Deletions;
import io.bothways.connector.descriptor.Horizons;
import io.bothways.connector.descriptor.Limits;
import io.bothways.connector.descriptor.Pushes;
import io.bothways.connector.descriptor.Reading;
import io.bothways.connector.descriptor.Writing;
import io.bothways.connector.manifest.ability.ManifestAbilities;
import io.bothways.connector.manifest.format.Manifest;
import io.bothways.connector.manifest.format.Manifest.Operations;
import java.time.Duration;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

/** What a manifest's app can do, in the values of the SPI. */
final class ManifestDescriptor {
    private ManifestDescriptor() {}

    static ConnectorDescriptor of(Manifest manifest) {
        ConnectorDescriptor.Description description = ConnectorDescriptor.of(manifest.id(), manifest.label())
                .products(manifest.products().toArray(String[]::new))
                .api(new Api(manifest.api().version(), Optional.ofNullable(manifest.api().endOfLife()),
                        manifest.api().baseUri()))
                .reading(reading(manifest))
                .writing(writing(manifest))
                .deletions(deletions(manifest))
                .limits(limits(manifest.limits()))
                .horizons(horizons(manifest.horizons()));
        for (List<String> members : manifest.credentials()) {
            description = description.credentials(members.toArray(String[]::new));
        }
        if (manifest.webhooks() != null) {
            description = description.pushes(pushes(manifest, manifest.webhooks()));
        }
        return description.abilities(ManifestAbilities.types(manifest));
    }

    /** What holds for every type is told of the app; where types differ, the more modest value. */
    private static Operations first(Manifest manifest) {
        return manifest.operations(manifest.types().keySet().iterator().next());
    }

    private static Reading reading(Manifest manifest) {
        int page = manifest.types().keySet().stream()
                .map(type -> manifest.operations(type).list().paging())
                .mapToInt(paging -> paging == null ? 1 : paging.size())
                .min()
                .orElse(1);
        int batch = manifest.types().keySet().stream()
                .mapToInt(type -> manifest.operations(type).read().batch())
                .min()
                .orElse(1);
        Manifest.Changes changes = first(manifest).changes();
        Reading reading = Reading.of(page, batch);
        if (changes == null) {
            return reading;
        }
        Duration tick = changes.granularity().toMillis() == 0 ? Duration.ofMillis(1) : changes.granularity();
        return reading.withTick(tick).withChanges(new Reading.Changes(
                changes.paging() == null ? 1 : changes.paging().size(),
                changes.granularity(),
                "account".equals(changes.zone()) ? Reading.Zone.ACCOUNT : Reading.Zone.UTC,
                changes.cap() == null ? OptionalInt.empty() : OptionalInt.of(changes.cap())));
    }

    private static Writing writing(Manifest manifest) {
        boolean tells = manifest.types().keySet().stream()
                .map(manifest::operations)
                .allMatch(operations -> operations.create() != null && operations.create().record() != null
                        && operations.update() != null && operations.update().record() != null);
        int readBack = manifest.types().keySet().stream()
                .mapToInt(type -> manifest.operations(type).read().batch())
                .min()
                .orElse(1);
        return Writing.single().telling(tells).withReadBackPage(readBack).withClear(switch (manifest.clear()) {
            case NULL -> Writing.ClearToken.NULL;
            case EMPTY_TEXT -> Writing.ClearToken.EMPTY_TEXT;
            case NONE -> Writing.ClearToken.NONE;
        });
    }

    private static Deletions deletions(Manifest manifest) {
        List<Deletions.Rung> rungs = new ArrayList<>();
        Manifest.Changes changes = first(manifest).changes();
        if (changes != null && changes.deletions()) {
            rungs.add(Deletions.Rung.of(Deletions.Source.CHANGES));
        }
        if (first(manifest).deletions() != null) {
            rungs.add(Deletions.Rung.of(Deletions.Source.FEED, first(manifest).deletions().reach()));
        }
        if (manifest.webhooks() != null && manifest.webhooks().kind() != null) {
            rungs.add(Deletions.Rung.of(Deletions.Source.WEBHOOK));
        }
        return Deletions.by(rungs.toArray(Deletions.Rung[]::new));
    }

    private static Pushes pushes(Manifest manifest, Manifest.Webhooks webhooks) {
        boolean whole = webhooks.record() != null
                && manifest.types().values().stream().allMatch(type -> type.discover() == null);
        return new Pushes(
                switch (webhooks.proof().algorithm()) {
                    case HMAC_SHA256 -> Pushes.Proof.HMAC_SHA256;
                    case HMAC_SHA1 -> Pushes.Proof.HMAC_SHA1;
                    case SHARED_KEY -> Pushes.Proof.SHARED_KEY;
                    case BASIC -> Pushes.Proof.BASIC;
                },
                whole ? Pushes.Payload.RECORD : Pushes.Payload.HINT,
                Optional.ofNullable(webhooks.proof().freshness()),
                Optional.ofNullable(webhooks.settle()).orElse(Duration.ZERO));
    }

    private static Limits limits(Manifest.Limits limits) {
        return new Limits(limits.budgets().stream().map(ManifestDescriptor::budget).toList(),
                limits.concurrentCalls(), Map.of());
    }

    private static Budget budget(Manifest.Budget budget) {
        String reset = Optional.ofNullable(budget.reset()).orElse("rolling");
        return new Budget(budget.name(), budget.tokens(), budget.window(),
                Optional.ofNullable(budget.endpoint()).orElse(""), budget.costs(), switch (reset) {
                    case "rolling" -> new Budget.Reset.Rolling();
                    case "first_call" -> new Budget.Reset.FromFirstCall();
                    case "midnight" -> new Budget.Reset.Midnight(Optional.empty());
                    default -> new Budget.Reset.Midnight(
                            Optional.of(ZoneId.of(reset.substring("midnight ".length()))));
                });
    }

    private static Horizons horizons(Manifest.Horizons horizons) {
        return new Horizons(
                horizons.callTimeout(), horizons.serverTimeout(), horizons.indexLag(), horizons.combine());
    }
}
