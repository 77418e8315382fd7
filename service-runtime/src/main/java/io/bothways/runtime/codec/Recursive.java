package io.bothways.runtime.codec;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** Stands for a form within its own declaration. */
final class Recursive<T> implements Form<T> {
    @Nullable Form<T> form;

    @Override
    public void write(JsonGenerator json, T value) throws IOException {
        declared().write(json, value);
    }

    @Override
    public T read(JsonParser json) throws IOException {
        return declared().read(json);
    }

    private Form<T> declared() {
        if (form == null) {
            throw new IllegalStateException("the form is used before it is declared");
        }
        return form;
    }
}
