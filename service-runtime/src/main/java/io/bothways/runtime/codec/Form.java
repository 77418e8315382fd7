package io.bothways.runtime.codec;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import java.io.IOException;

/** How a {@code T} is written as one JSON value and read again: {@code read(write(x))} equals {@code x}. */
interface Form<T> {
    void write(JsonGenerator json, T value) throws IOException;

    /** Reads the value whose first token is the parser's current one; leaves the parser on the value's last token. */
    T read(JsonParser json) throws IOException;
}
