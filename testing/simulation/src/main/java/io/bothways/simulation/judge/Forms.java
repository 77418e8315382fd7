package io.bothways.simulation.judge;

import io.bothways.contracts.record.FieldValue;
import io.bothways.core.canonical.CanonicalForm;
import io.bothways.simulation.app.Field;
import io.bothways.simulation.app.ModelApp;
import java.util.ArrayList;
import java.util.List;

/** What becomes of a value on its way through apps that each keep it in their own words. */
final class Forms {
    private static final CanonicalForm FORM = new CanonicalForm("US");

    private final List<ModelApp> apps;

    Forms(List<ModelApp> apps) {
        this.apps = apps;
    }

    /** The value, and whatever it may have become on any way. */
    List<FieldValue> of(Field field, FieldValue value) {
        List<FieldValue> forms = new ArrayList<>(List.of(value));
        for (int i = 0; i < forms.size(); i++) {
            for (ModelApp app : apps) {
                FieldValue kept = app.kept(field, forms.get(i));
                if (!forms.contains(kept)) {
                    forms.add(kept);
                }
            }
        }
        return forms;
    }

    /** Whether both may be what one value has become. */
    boolean meet(Field field, FieldValue one, FieldValue other) {
        List<FieldValue> others = of(field, other);
        return of(field, one).stream()
                .anyMatch(form -> others.stream().anyMatch(there -> FORM.same(form, there, field.type())));
    }
}
