package io.bothways.launcher;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ClassArchivesTest {
    @TempDir
    Path folder;

    @Test
    void usesAtTheNextStartWhatAProgramWroteWhenItEnded() throws IOException {
        // Given
        String jar = Files.writeString(folder.resolve("merge.jar"), "classes").toString();
        endProgram(jar);

        // When
        List<String> options = new ClassArchives(folder, 2).options("merge", jar);

        // Then
        assertThat(options).singleElement().asString().startsWith("-XX:SharedArchiveFile=");
    }

    @Test
    void makesANewOneForANewBuildAndDropsTheOldOne() throws IOException {
        // Given
        String jar = Files.writeString(folder.resolve("merge.jar"), "classes").toString();
        endProgram(jar);

        // When
        Files.writeString(folder.resolve("merge.jar"), "other classes");
        endProgram(jar);

        // Then
        try (var files = Files.list(folder)) {
            assertThat(files.filter(file -> file.toString().endsWith(".jsa"))).hasSize(1);
        }
    }

    @Test
    void makesDoWithoutWhenAProgramWasKilled() throws IOException {
        String jar = Files.writeString(folder.resolve("merge.jar"), "classes").toString();
        ClassArchives archives = new ClassArchives(folder, 2);
        archives.options("merge", jar);

        archives.adopt();

        assertThat(archives.areExpected()).isFalse();
        assertThat(archives.options("merge", jar)).singleElement().asString()
                .startsWith("-XX:ArchiveClassesAtExit=");
    }

    @Test
    void letsNoMoreProgramsWriteThanAllowed() {
        ClassArchives archives = new ClassArchives(folder, 2);

        assertThat(archives.options("kafka", "kafka.jar")).hasSize(1);
        assertThat(archives.options("merge", "merge.jar")).hasSize(1);
        assertThat(archives.options("status", "status.jar")).isEmpty();
        assertThat(archives.options("merge", "merge.jar")).hasSize(1);
    }

    /** What the JVM does at the end of a program that was started with these options. */
    private void endProgram(String jar) throws IOException {
        ClassArchives archives = new ClassArchives(folder, 2);
        String option = archives.options("merge", jar).getFirst();
        Files.writeString(Path.of(option.substring(option.indexOf('=') + 1)), "archive");
        archives.adopt();
    }
}
