package io.bothways.launcher.process;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ProcessLogTest {
    @TempDir
    Path folder;

    @Test
    void writesEveryLineWithTheNameOfItsProcess() throws IOException {
        try (ProcessLog log = new ProcessLog("merge", folder, 1000)) {
            log.add("ready");
        }

        assertThat(folder.resolve("merge.log")).hasContent("merge | ready");
    }

    @Test
    void takesAtMostTwiceItsLimit() throws IOException {
        try (ProcessLog log = new ProcessLog("merge", folder, 1000)) {
            for (int line = 0; line < 500; line++) {
                log.add("line " + line);
            }
        }

        long size = Files.size(folder.resolve("merge.log.1"))
                + (Files.exists(folder.resolve("merge.log")) ? Files.size(folder.resolve("merge.log")) : 0);
        assertThat(size).isLessThanOrEqualTo(2 * 1000 + 100);
        assertThat(folder.resolve("merge.log.1")).content().contains("merge | line 4");
    }

    @Test
    void remembersTheLastLinesForWhoAsksWhyItDied() {
        try (ProcessLog log = new ProcessLog("merge", folder, 1_000_000)) {
            for (int line = 0; line < 100; line++) {
                log.add("line " + line);
            }

            assertThat(log.lastLines()).hasSize(40).endsWith("line 99");
        }
    }

    @Test
    void losesLinesRatherThanTheProcessWhereNothingCanBeWritten() throws IOException {
        Path noFolder = Files.createFile(folder.resolve("file"));
        try (ProcessLog log = new ProcessLog("merge", noFolder, 1000)) {
            log.add("still remembered");

            assertThat(log.lastLines()).containsExactly("still remembered");
        }
    }
}
