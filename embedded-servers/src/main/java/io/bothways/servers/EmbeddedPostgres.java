package io.bothways.servers;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;

/**
 * One PostgreSQL on the loopback address whose cluster lies in a folder and outlives it, with everything on that
 * keeps a committed row over a crash. Its superuser's password is made at the first start and lies beside the cluster.
 */
public final class EmbeddedPostgres {
    private static final String USER = "bothways";

    private final Path folder;
    private final int port;
    private final PostgresBinaries binaries;
    private final UnprivilegedRun run;
    private final String password;

    private EmbeddedPostgres(Path folder, int port, PostgresBinaries binaries, UnprivilegedRun run, String password) {
        this.folder = folder;
        this.port = port;
        this.binaries = binaries;
        this.run = run;
        this.password = password;
    }

    /**
     * Makes the cluster in {@code folder} if there is none, and takes over one that is there.
     *
     * @param programs where PostgreSQL's programs are unpacked at first use; may be shared by any number of clusters
     */
    public static EmbeddedPostgres prepared(Path programs, Path folder, int port) {
        PostgresBinaries binaries = PostgresBinaries.unpackedBelow(programs.toAbsolutePath());
        Path home = folder.toAbsolutePath();
        try {
            Files.createDirectories(home);
            UnprivilegedRun run = UnprivilegedRun.here(Files.createTempFile(home, "owner", null));
            try (var leftovers = Files.newDirectoryStream(home, "owner*")) {
                for (Path leftover : leftovers) {
                    Files.delete(leftover);
                }
            }
            Path secret = home.resolve("password");
            if (!Files.exists(secret)) {
                Files.createFile(secret,
                        PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
                Files.writeString(secret, randomPassword());
            }
            EmbeddedPostgres postgres = new EmbeddedPostgres(home, port, binaries, run, Files.readString(secret));
            postgres.initialise(secret);
            return postgres;
        } catch (IOException failure) {
            throw new ServerException("PostgreSQL's folder " + home + " cannot be prepared: " + failure.getMessage(),
                    failure);
        }
    }

    public String user() {
        return USER;
    }

    public String password() {
        return password;
    }

    public String jdbcUrl(String database) {
        return "jdbc:postgresql://127.0.0.1:" + port + "/" + database;
    }

    /**
     * The command that runs the server in the foreground. SIGINT ends it at once and cleanly; SIGTERM would wait for
     * every client to leave.
     */
    public List<String> command() {
        return command(Map.of());
    }

    /** The same with further settings. */
    public List<String> command(Map<String, String> settings) {
        List<String> arguments = new ArrayList<>(List.of(
                "-D", cluster().toString(),
                "-p", Integer.toString(port),
                "-c", "listen_addresses=127.0.0.1",
                "-c", "unix_socket_directories=",
                "-c", "fsync=on",
                "-c", "synchronous_commit=on",
                "-c", "full_page_writes=on",
                "-c", "max_connections=200",
                "-c", "shared_buffers=64MB",
                "-c", "huge_pages=off",
                // After each checkpoint a page's first change writes the whole page: under load that was most of the
                // log, and there was a checkpoint every few seconds.
                "-c", "max_wal_size=2GB",
                // A first sync fills empty tables within seconds: plans need to hear of it.
                "-c", "autovacuum_naptime=5s",
                "-c", "timezone=UTC",
                "-c", "log_timezone=UTC"));
        settings.forEach((name, value) -> arguments.addAll(List.of("-c", name + "=" + value)));
        return run.command(binaries.program("postgres"), arguments);
    }

    /** Returns once the server takes connections; throws {@link ServerException} when it ends or is too slow. */
    public void awaitReady(Duration limit, BooleanSupplier alive) {
        Readiness.await("PostgreSQL", limit, alive, () -> {
            try (Connection connection = connect()) {
                return connection.isValid(2);
            }
        });
    }

    /** Creates the database unless it is there. */
    public void createDatabase(String name) {
        try (Connection connection = connect();
                PreparedStatement existing = connection.prepareStatement(
                        "select 1 from pg_database where datname = ?")) {
            existing.setString(1, name);
            if (!existing.executeQuery().next()) {
                try (Statement creation = connection.createStatement()) {
                    creation.execute("create database " + creation.enquoteIdentifier(name, true));
                }
            }
        } catch (SQLException failure) {
            throw new ServerException("PostgreSQL does not create the database " + name + ": "
                    + failure.getMessage(), failure);
        }
    }

    private Connection connect() throws SQLException {
        return DriverManager.getConnection(jdbcUrl("postgres"), USER, password);
    }

    private Path cluster() {
        return folder.resolve("cluster");
    }

    private void initialise(Path secret) throws IOException {
        run.own(folder);
        if (Files.exists(cluster())) {
            checkVersion();
            forgetLockOfAnotherProcess();
            return;
        }
        // A cluster counts as made only when it is whole: an interrupted initdb leaves no half one behind.
        Path unfinished = folder.resolve("cluster.unfinished");
        PostgresBinaries.deleteTree(unfinished);
        Path log = folder.resolve("initdb.log");
        Process process = new ProcessBuilder(run.command(binaries.program("initdb"), List.of(
                "-D", unfinished.toString(),
                "-U", USER,
                "--pwfile=" + secret,
                "--auth=scram-sha-256",
                "--encoding=UTF8",
                // The same order and case rules on every machine, whatever locales it has.
                "--locale=C", "--locale-provider=builtin", "--builtin-locale=C.UTF-8",
                "--no-instructions")))
                .redirectErrorStream(true).redirectOutput(log.toFile()).start();
        try {
            if (!process.waitFor(2, TimeUnit.MINUTES)) {
                process.destroyForcibly();
            }
            if (process.waitFor() != 0) {
                throw new ServerException("PostgreSQL cannot make its cluster in " + folder + ": " + lastLine(log));
            }
        } catch (InterruptedException interrupted) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
            throw new ServerException("Making PostgreSQL's cluster was interrupted", interrupted);
        }
        Files.move(unfinished, cluster());
        Files.delete(log);
    }

    private void checkVersion() throws IOException {
        Path version = cluster().resolve("PG_VERSION");
        if (!Files.exists(version)) {
            throw new ServerException("The PostgreSQL data in " + cluster() + " is damaged: it has no PG_VERSION");
        }
        String found = Files.readString(version).strip();
        if (!found.equals(PostgresBinaries.MAJOR_VERSION)) {
            throw new ServerException("The PostgreSQL data in " + cluster() + " is of version " + found
                    + ", but the server here is " + PostgresBinaries.MAJOR_VERSION);
        }
    }

    /**
     * PostgreSQL trusts that its lock file's pid is a server as long as any process has it; after a reboot, or in a
     * container with its few pids, that is often another program. The file goes only if none of our servers runs.
     */
    private void forgetLockOfAnotherProcess() throws IOException {
        Path lock = cluster().resolve("postmaster.pid");
        String program = binaries.program("postgres").toString();
        boolean serverRuns = ProcessHandle.allProcesses()
                .anyMatch(process -> process.info().command().filter(program::equals).isPresent());
        if (Files.exists(lock) && !serverRuns) {
            Files.delete(lock);
        }
    }

    private static String lastLine(Path log) throws IOException {
        List<String> lines = Files.readAllLines(log, StandardCharsets.UTF_8).stream()
                .filter(line -> !line.isBlank()).toList();
        return lines.isEmpty() ? "it said nothing" : lines.getLast();
    }

    private static String randomPassword() {
        byte[] bytes = new byte[24];
        new SecureRandom().nextBytes(bytes);
        return HexFormat.of().formatHex(bytes);
    }
}
