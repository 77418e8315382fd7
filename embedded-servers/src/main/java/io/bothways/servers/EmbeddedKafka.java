package io.bothways.servers;

import java.net.InetAddress;
import java.net.Socket;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;

/**
 * One KRaft broker on the loopback address whose log lies in a folder and outlives it. Ports may differ from run to
 * run: the quorum is configured, not stored.
 */
public record EmbeddedKafka(Path data, int port, int controllerPort) {
    private static final List<String> LEAN = List.of("-Xms64m", "-Xmx256m", "-XX:+UseSerialGC",
            "-XX:TieredStopAtLevel=1", "-Xss512k");

    public String bootstrapServers() {
        return "127.0.0.1:" + port;
    }

    /** The command that runs the broker in the foreground until it receives SIGTERM. */
    public List<String> command(Path java, List<String> jvmOptions, String classPath) {
        List<String> command = new ArrayList<>();
        command.add(java.toString());
        command.addAll(LEAN);
        command.addAll(jvmOptions);
        command.addAll(List.of("-cp", classPath, KafkaServer.class.getName(), data.toAbsolutePath().toString(),
                Integer.toString(port), Integer.toString(controllerPort)));
        return command;
    }

    /** Returns once the broker answers; throws {@link ServerException} when it ends or is too slow. */
    public void awaitReady(Duration limit, BooleanSupplier alive) {
        long started = System.nanoTime();
        // The admin client tells every refused connection at length, so the first knock is a bare one.
        Readiness.await("Kafka", limit, alive, () -> {
            try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
                return socket.isConnected();
            }
        });
        Admin admin = admin(bootstrapServers());
        try {
            Readiness.await("Kafka", limit.minusNanos(System.nanoTime() - started), alive,
                    () -> !admin.describeCluster().nodes().get(2, TimeUnit.SECONDS).isEmpty());
        } finally {
            // A plain close would wait for the questions that a dead broker will never answer.
            admin.close(Duration.ZERO);
        }
    }

    static Admin admin(String bootstrapServers) {
        return Admin.create(Map.of(
                AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG, bootstrapServers,
                AdminClientConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, "15000",
                AdminClientConfig.REQUEST_TIMEOUT_MS_CONFIG, "10000",
                // The client's default backs off up to a second between connection attempts of a starting broker.
                AdminClientConfig.RECONNECT_BACKOFF_MS_CONFIG, "50",
                AdminClientConfig.RECONNECT_BACKOFF_MAX_MS_CONFIG, "100",
                AdminClientConfig.RETRY_BACKOFF_MS_CONFIG, "50",
                AdminClientConfig.RETRY_BACKOFF_MAX_MS_CONFIG, "200"));
    }
}
