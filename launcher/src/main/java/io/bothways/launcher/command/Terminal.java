package io.bothways.launcher.command;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import java.io.PrintStream;
import java.util.Locale;

/**
 * Where a command speaks. With {@code --json} standard output carries exactly one object and everything else goes to
 * standard error; without it, everything goes to standard output.
 */
final class Terminal {
    private static final ObjectMapper JSON = new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT);

    private final PrintStream answers;
    private final PrintStream progress;
    private final boolean json;
    private final long began = System.nanoTime();

    Terminal(boolean json, PrintStream output, PrintStream errors) {
        this.json = json;
        this.answers = output;
        this.progress = json ? errors : output;
    }

    static Terminal of(Arguments arguments) {
        return new Terminal(arguments.has("json"), System.out, System.err);
    }

    boolean isJson() {
        return json;
    }

    double seconds() {
        return (System.nanoTime() - began) / 1e9;
    }

    /** One step, with the time since the command began. */
    synchronized void progress(String sentence) {
        progress.println(String.format(Locale.ROOT, "%6.1f s  %s", seconds(), sentence));
        progress.flush();
    }

    /** For people only. */
    synchronized void say(String text) {
        progress.println(text);
        progress.flush();
    }

    /** The one object, if it is wanted. */
    synchronized void answer(Object value) {
        if (json) {
            try {
                answers.println(JSON.writeValueAsString(value));
                answers.flush();
            } catch (JsonProcessingException impossible) {
                throw new IllegalStateException(impossible);
            }
        }
    }
}
