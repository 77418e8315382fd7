package io.bothways.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.bothways.contracts.Topics;
import io.bothways.contracts.Topics.Topic;
import io.bothways.launcher.Service;
import java.net.URI;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;

/** What an operator is given names what the code names, and no secret. */
class DeploymentTest {
    private static final String COMPOSE = "docker-compose.yml";
    private static final Set<String> MODULES =
            Arrays.stream(Service.values()).map(Service::module).collect(Collectors.toCollection(TreeSet::new));
    private static final Pattern TOPIC =
            Pattern.compile("^topic (\\S+) (\\d+) (retention\\.ms=\\d+|cleanup\\.policy=compact)$", Pattern.MULTILINE);
    private static final Pattern SECRET_NAME =
            Pattern.compile("(?i).*(password|secret|token|api_?key|credential).*");

    @Test
    void theComposeFileRunsTheFiveServicesEachBuiltFromItsModule() {
        JsonNode services = DeployedFiles.yaml(COMPOSE).path("services");

        assertThat(names(services)).containsAll(MODULES);
        assertThat(MODULES).hasSize(5).allSatisfy(module -> {
            JsonNode build = services.path(module).path("build");
            assertThat(build.path("args").path("SERVICE").asText()).isEqualTo(module);
            assertThat(DeployedFiles.exists(build.path("dockerfile").asText())).isTrue();
        });
    }

    @Test
    void everyLastingContainerHasAHealthCheck() {
        JsonNode services = DeployedFiles.yaml(COMPOSE).path("services");

        assertThat(DeployedFiles.text("deploy/Dockerfile")).contains("\nHEALTHCHECK ").contains("/q/health/ready");
        services.properties().forEach(service -> {
            boolean ends = service.getValue().path("restart").isMissingNode() && !MODULES.contains(service.getKey());
            boolean ours = service.getValue().has("build");
            assertThat(ends || ours || service.getValue().has("healthcheck"))
                    .as("%s has a health check", service.getKey())
                    .isTrue();
        });
    }

    @Test
    void everyVolumeAndSecretThatAContainerUsesIsDeclared() {
        JsonNode compose = DeployedFiles.yaml(COMPOSE);
        Set<String> volumes = new TreeSet<>();
        Set<String> secrets = new TreeSet<>();
        everyService(compose).forEach(service -> {
            service.path("volumes").forEach(volume -> volumes.add(volume.asText().split(":")[0]));
            service.path("secrets").forEach(secret -> secrets.add(secret.asText()));
        });

        assertThat(volumes.stream().filter(volume -> volume.startsWith("."))).isNotEmpty().allSatisfy(file ->
                assertThat(DeployedFiles.exists(file)).as("%s is in the checkout", file).isTrue());
        assertThat(names(compose.path("volumes"))).isEqualTo(volumes.stream()
                .filter(volume -> !volume.startsWith("."))
                .collect(Collectors.toCollection(TreeSet::new)));
        assertThat(names(compose.path("secrets"))).isEqualTo(secrets);
    }

    @Test
    void noSecretStandsInTheComposeFile() {
        JsonNode compose = DeployedFiles.yaml(COMPOSE);

        compose.path("secrets").forEach(secret -> assertThat(secret.path("file").asText()).startsWith("./secrets/"));
        assertThat(DeployedFiles.text(".gitignore").lines()).contains("secrets/");
        assertThat(DeployedFiles.text(".dockerignore").lines()).contains("secrets");
        List<String> checked = new ArrayList<>();
        everyService(compose).forEach(service -> service.path("environment").properties().forEach(variable -> {
            if (SECRET_NAME.matcher(variable.getKey()).matches()) {
                checked.add(variable.getKey());
                assertThat(variable.getKey()).endsWith("_FILE");
                assertThat(variable.getValue().asText()).startsWith("/run/secrets/");
            }
        }));
        assertThat(checked).contains(
                "POSTGRES_PASSWORD_FILE", "BOTHWAYS_API_KEY_FILE", "GF_SECURITY_ADMIN_PASSWORD__FILE");
    }

    @Test
    void everyPortIsOpenedOnTheServerItselfOnly() {
        everyService(DeployedFiles.yaml(COMPOSE)).forEach(service -> service.path("ports").forEach(port ->
                assertThat(port.asText()).startsWith("127.0.0.1:")));
    }

    @Test
    void theScriptOfTopicsCreatesExactlyThoseOfTheContracts() {
        List<String> created = TOPIC.matcher(DeployedFiles.text("deploy/kafka/topics.sh"))
                .results()
                .map(line -> String.join(" ", line.group(1), line.group(2), line.group(3)))
                .toList();

        assertThat(created).containsExactlyInAnyOrderElementsOf(
                Topics.all().stream().map(DeploymentTest::wanted).toList());
    }

    @Test
    void prometheusScrapesEveryServiceOnceUnderItsShortName() {
        List<String> scraped = new ArrayList<>();
        DeployedFiles.yaml("deploy/prometheus/prometheus.yml").path("scrape_configs").forEach(job -> {
            assertThat(job.path("metrics_path").asText()).isEqualTo("/q/metrics");
            job.path("static_configs").forEach(group -> group.path("targets").forEach(target -> scraped.add(
                    target.asText() + " " + group.path("labels").path("service").asText())));
        });

        assertThat(scraped).containsExactlyInAnyOrderElementsOf(Arrays.stream(Service.values())
                .map(service -> service.module() + ":8080 " + service.shortName())
                .toList());
    }

    @Test
    void theDashboardIsProvisionedWithPanelsOfTheirOwnIdsThatAskTheProvisionedSource() {
        JsonNode source = DeployedFiles.yaml("deploy/grafana/provisioning/datasources/prometheus.yaml")
                .path("datasources").path(0);
        JsonNode dashboard = DeployedFiles.json("deploy/grafana/dashboards/bothways-flow.json");
        List<JsonNode> panels = elements(dashboard.path("panels"));

        assertThat(URI.create(source.path("url").asText()).getHost()).isEqualTo("prometheus");
        assertThat(panels).hasSizeGreaterThan(15);
        assertThat(panels.stream().map(panel -> panel.path("id").asInt())).doesNotHaveDuplicates().doesNotContain(0);
        assertThat(panels.stream().map(panel -> panel.path("title").asText())).doesNotHaveDuplicates();
        assertThat(panels.stream().filter(panel -> !panel.path("type").asText().equals("row"))).allSatisfy(panel -> {
            assertThat(panel.path("targets")).isNotEmpty();
            assertThat(panel.findValuesAsText("uid")).containsOnly(source.path("uid").asText());
        });
    }

    private static String wanted(Topic topic) {
        String kept = topic.compacted() ? "cleanup.policy=compact" : "retention.ms=" + topic.retention().toMillis();
        return topic.name() + " " + topic.partitions() + " " + kept;
    }

    /** The containers, and what the five services have in common, as it is merged into them. */
    private static List<JsonNode> everyService(JsonNode compose) {
        List<JsonNode> services = new ArrayList<>(elements(compose.path("services")));
        services.add(compose.path("x-service"));
        assertThat(services).hasSizeGreaterThan(5);
        return services;
    }

    private static Set<String> names(JsonNode object) {
        return new TreeSet<>(StreamSupport.stream(
                ((Iterable<String>) object::fieldNames).spliterator(), false).toList());
    }

    private static List<JsonNode> elements(JsonNode node) {
        return StreamSupport.stream(node.spliterator(), false).toList();
    }
}
