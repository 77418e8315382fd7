package io.bothways.launcher;

import java.nio.file.Files;
import java.nio.file.Path;

/** A checkout: where the built services lie and where data is kept. */
public record Workspace(Path root) {
    /** The checkout that this program was built in, or the one that {@code -Dbothways.home} names. */
    public static Workspace current() {
        String named = System.getProperty("bothways.home");
        if (named != null) {
            return new Workspace(Path.of(named).toAbsolutePath().normalize());
        }
        for (Path folder = Path.of("").toAbsolutePath(); folder != null; folder = folder.getParent()) {
            if (Files.exists(folder.resolve("bothways")) && Files.exists(folder.resolve("launcher"))) {
                return new Workspace(folder);
            }
        }
        throw new LauncherException("This is not run from a checkout of Bothways: name one with "
                + "-Dbothways.home=FOLDER");
    }

    public Path data(String name) {
        return root.resolve(".bothways").resolve(name);
    }

    /** Unpacked programs, shared by all data folders. */
    Path programs() {
        return data("programs");
    }

    Path serviceJar(Service service) {
        Path jar = root.resolve(service.module()).resolve("target/quarkus-app/quarkus-run.jar");
        if (!Files.exists(jar)) {
            throw new LauncherException("The " + service.module() + " is not built: " + root.relativize(jar)
                    + " is missing");
        }
        return jar;
    }

    /** As short as a person would write it. */
    public String shown(Path path) {
        Path here = Path.of("").toAbsolutePath();
        return path.startsWith(here) ? here.relativize(path).toString() : path.toString();
    }
}
