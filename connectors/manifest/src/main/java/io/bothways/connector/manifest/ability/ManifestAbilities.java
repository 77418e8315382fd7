package io.bothways.connector.manifest.ability;

import io.bothways.connector.Abilities;
import io.bothways.connector.Ability;
import io.bothways.connector.manifest.call.App;
import io.bothways.connector.manifest.call.Errors;
import io.bothways.connector.manifest.format.Manifest;
import io.bothways.connector.manifest.format.Manifest.Operations;
import io.bothways.connector.manifest.record.RecordForms;
import io.bothways.connector.read.ChangeSource;
import io.bothways.connector.read.DeletionSource;
import io.bothways.connector.read.KeyLookup;
import io.bothways.connector.read.RecordCount;
import io.bothways.connector.read.RecordListing;
import io.bothways.connector.read.RecordReader;
import io.bothways.connector.read.SchemaReader;
import io.bothways.connector.webhook.WebhookSource;
import io.bothways.connector.write.RecordDeletion;
import io.bothways.connector.write.RecordRestore;
import io.bothways.connector.write.RecordUpsert;
import io.bothways.connector.write.RecordWriter;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Which abilities a manifest gives its app: those whose operations it describes. */
public final class ManifestAbilities {
    private ManifestAbilities() {}

    /** Their types; known without an account. */
    public static Set<Class<? extends Ability>> types(Manifest manifest) {
        Set<Class<? extends Ability>> types =
                new HashSet<>(Set.of(RecordListing.class, RecordReader.class, SchemaReader.class));
        add(types, ChangeSource.class, any(manifest, Operations::changes));
        add(types, KeyLookup.class, any(manifest, Operations::find));
        add(types, RecordCount.class, any(manifest, Operations::count));
        add(types, DeletionSource.class, any(manifest, Operations::deletions));
        add(types, RecordWriter.class, writes(manifest));
        add(types, RecordDeletion.class, all(manifest, Operations::delete));
        add(types, RecordRestore.class, all(manifest, Operations::restore));
        add(types, RecordUpsert.class, all(manifest, Operations::upsert));
        add(types, WebhookSource.class, manifest.webhooks() != null);
        return types;
    }

    /** The abilities of one account. */
    public static Abilities of(App app, Errors errors) {
        Manifest manifest = app.manifest();
        RecordForms forms = new RecordForms(app);
        Writes writes = new Writes(app, forms, errors);
        Set<Class<? extends Ability>> types = types(manifest);
        List<Ability> abilities = new ArrayList<>(List.of(new Listing(app, forms), new Reading(app, forms), forms));
        add(abilities, new Changes(app, forms), types.contains(ChangeSource.class));
        add(abilities, new Lookup(app, forms), types.contains(KeyLookup.class));
        add(abilities, new Counting(app), types.contains(RecordCount.class));
        add(abilities, new DeletedFeed(app), types.contains(DeletionSource.class));
        add(abilities, new Writing(writes), types.contains(RecordWriter.class));
        add(abilities, new Removing(writes), types.contains(RecordDeletion.class));
        add(abilities, new Restoring(writes), types.contains(RecordRestore.class));
        add(abilities, new Upserting(writes), types.contains(RecordUpsert.class));
        if (manifest.webhooks() != null) {
            abilities.add(new Pushes(app, manifest.webhooks(), forms));
        }
        return Abilities.of(abilities.toArray(Ability[]::new));
    }

    private static boolean writes(Manifest manifest) {
        return all(manifest, Operations::create) && all(manifest, Operations::update);
    }

    private static boolean any(Manifest manifest, Function<Operations, @Nullable Object> operation) {
        return manifest.types().keySet().stream().anyMatch(type -> operation.apply(manifest.operations(type)) != null);
    }

    private static boolean all(Manifest manifest, Function<Operations, @Nullable Object> operation) {
        return manifest.types().keySet().stream().allMatch(type -> operation.apply(manifest.operations(type)) != null);
    }

    private static <T> void add(java.util.Collection<? super T> to, T value, boolean there) {
        if (there) {
            to.add(value);
        }
    }
}
