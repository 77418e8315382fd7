package io.bothways.launcher;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.jar.Attributes;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;

/** A checkout whose five services are {@link StandInService}s; Kafka and PostgreSQL are the real ones. */
final class StandInWorkspace {
    private StandInWorkspace() {
    }

    static Workspace in(Path folder) throws IOException {
        Workspace workspace = new Workspace(folder);
        for (Service service : Service.values()) {
            write(folder, service, false);
        }
        return workspace;
    }

    /** From now on this service dies when it is started. */
    static void breakService(Workspace workspace, Service service) throws IOException {
        write(workspace.root(), service, true);
    }

    private static void write(Path root, Service service, boolean broken) throws IOException {
        Path jar = root.resolve(service.module()).resolve("target/quarkus-app/quarkus-run.jar");
        Files.createDirectories(jar.getParent());
        Manifest manifest = new Manifest();
        manifest.getMainAttributes().put(Attributes.Name.MANIFEST_VERSION, "1.0");
        manifest.getMainAttributes().put(Attributes.Name.MAIN_CLASS, StandInService.class.getName());
        String classFile = StandInService.class.getName().replace('.', '/') + ".class";
        try (OutputStream file = Files.newOutputStream(jar);
                JarOutputStream archive = new JarOutputStream(file, manifest);
                InputStream compiled = StandInService.class.getResourceAsStream("/" + classFile)) {
            archive.putNextEntry(new JarEntry(classFile));
            compiled.transferTo(archive);
            archive.closeEntry();
            if (broken) {
                archive.putNextEntry(new JarEntry("broken"));
                archive.closeEntry();
            }
        }
    }
}
