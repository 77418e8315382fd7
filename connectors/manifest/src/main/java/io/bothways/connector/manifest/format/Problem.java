package io.bothways.connector.manifest.format;

/**
 * One thing that is wrong with a manifest.
 *
 * @param file its name
 * @param line from 1; 0 where it concerns the file as a whole
 * @param path of the member, for example {@code /types/persons/id}; empty for the whole
 * @param message what is wrong and what is allowed
 */
public record Problem(String file, int line, String path, String message) {
    @Override
    public String toString() {
        return file + (line > 0 ? ":" + line : "") + (path.isEmpty() ? "" : " " + path) + ": " + message;
    }
}
