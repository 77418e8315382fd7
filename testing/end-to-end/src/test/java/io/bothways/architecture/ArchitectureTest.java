package io.bothways.architecture;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.core.domain.properties.HasName.Predicates.nameMatching;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.library.dependencies.SliceRule;

/** Which package may know which: the layers of docs/architecture.md and its invariant 15. */
@AnalyzeClasses(packages = "io.bothways", importOptions = DoNotIncludeTests.class)
class ArchitectureTest {
    private static final String JAVA = "java..";
    private static final String NULLNESS = "org.jspecify..";
    private static final String CONTRACTS = "io.bothways.contracts..";
    private static final String CORE = "io.bothways.core..";
    /** The SPI and its rooms; every other package below is an app's. */
    private static final String[] SPI = {
        "io.bothways.connector",
        "io.bothways.connector.descriptor",
        "io.bothways.connector.failure",
        "io.bothways.connector.read",
        "io.bothways.connector.webhook",
        "io.bothways.connector.write"
    };

    private static final DescribedPredicate<JavaClass> OF_THE_SPI = resideInAnyPackage(SPI);
    private static final String CONNECTORS = "io.bothways.connector..";
    private static final String MANIFEST = "io.bothways.connector.manifest..";
    private static final String RUNTIME = "io.bothways.runtime..";
    private static final String KIT = "io.bothways.simulator.kit..";
    private static final String JACKSON = "com.fasterxml.jackson..";

    private static final DescribedPredicate<JavaClass> IO_CLOCK_OR_LOG = resideInAnyPackage(
                    "java.io..",
                    "java.net..",
                    "java.nio..",
                    "java.sql..",
                    "java.util.concurrent..",
                    "java.util.logging..")
            // Enums and lambdas name the first; the second is asked about below.
            .and(DescribedPredicate.not(nameMatching("java\\.io\\.(Serializable|PrintStream)")))
            .or(nameMatching("java\\.time\\.(Clock|InstantSource)"))
            .as("I/O, a clock, a thread or a log");

    @ArchTest
    static final ArchRule contractsAreOfTheJdkAlone = classes()
            .that().resideInAPackage(CONTRACTS)
            .should().onlyDependOnClassesThat().resideInAnyPackage(JAVA, NULLNESS, CONTRACTS)
            .because("every service and every connector reads them: put how a message is written into"
                    + " io.bothways.runtime.codec, and what is decided about it into sync-core");

    @ArchTest
    static final ArchRule theCoreIsPure = classes()
            .that().resideInAPackage(CORE)
            .should().onlyDependOnClassesThat()
            .resideInAnyPackage(JAVA, NULLNESS, CONTRACTS, CORE, "com.google.i18n.phonenumbers..", "dev.cel..")
            .because("a decision is a function of values: let the service read and store, and pass what it read");

    @ArchTest
    static final ArchRule theCoreNeitherReadsNorWrites = noClasses()
            .that().resideInAPackage(CORE)
            .should().dependOnClassesThat(IO_CLOCK_OR_LOG)
            .because("the same values have to give the same decision: let the service do it and pass the answer");

    @ArchTest
    static final ArchRule theCoreAsksForNoTime = noClasses()
            .that().resideInAPackage(CORE)
            .should().callMethodWhere(DescribedPredicate.describe(
                    "it tells the time or prints",
                    call -> call.getName().equals("now") && call.getTargetOwner().getPackageName().equals("java.time")
                            || call.getTargetOwner().isEquivalentTo(System.class)
                                    && call.getName().matches("currentTimeMillis|nanoTime|getenv|getProperty")))
            .orShould().accessField(System.class, "out")
            .orShould().accessField(System.class, "err")
            .because("the same values have to give the same decision: pass the instant as a value");

    @ArchTest
    static final ArchRule theConnectorSpiIsOfContractsAlone = classes()
            .that(OF_THE_SPI)
            .should().onlyDependOnClassesThat(resideInAnyPackage(JAVA, NULLNESS, CONTRACTS).or(OF_THE_SPI))
            .because("a connector is compiled against it and nothing else of ours: what only the services need"
                    + " belongs into service-runtime");

    @ArchTest
    static final ArchRule aConnectorKnowsItsAppOnly = classes()
            .that().resideInAPackage(CONNECTORS).and().resideOutsideOfPackages(SPI)
            .and().resideOutsideOfPackage(MANIFEST)
            .should().onlyDependOnClassesThat(resideInAnyPackage(
                            JAVA,
                            NULLNESS,
                            CONTRACTS,
                            CONNECTORS,
                            "jakarta.ws.rs..",
                            "org.eclipse.microprofile.rest.client..",
                            JACKSON,
                            "javax.crypto..",
                            "javax.xml..",
                            "org.w3c.dom..",
                            "org.xml.sax..")
                    .or(nameMatching("\\[+[ZBCSIJFD]")))
            .because("threads, retries, budgets, tokens and logs are service-runtime's: ask for what is missing"
                    + " through ConnectorContext");

    @ArchTest
    static final ArchRule theManifestConnectorKnowsItsLanguagesBesides = classes()
            .that().resideInAPackage(MANIFEST)
            .should().onlyDependOnClassesThat(resideInAnyPackage(
                            JAVA,
                            NULLNESS,
                            CONTRACTS,
                            CONNECTORS,
                            JACKSON,
                            "javax.crypto..",
                            "com.dashjoin.jsonata..",
                            "com.networknt.schema..",
                            "org.yaml.snakeyaml..")
                    .or(nameMatching("\\[+[ZBCSIJFD]")))
            .because("a manifest is YAML, held to a JSON Schema, with expressions in JSONata");

    @ArchTest
    static final ArchRule oneConnectorDoesNotKnowAnother = slices()
            .matching("io.bothways.connector.(*)..")
            .should().notDependOnEachOther()
            .ignoreDependency(DescribedPredicate.alwaysTrue(), OF_THE_SPI)
            .because("an app is added and removed by its folder: move what two of them share into connector-spi");

    @ArchTest
    static final ArchRule nobodyNamesAConnector = noClasses()
            .that().resideOutsideOfPackage(CONNECTORS)
            .should().dependOnClassesThat(resideInAPackage(CONNECTORS).and(
                    DescribedPredicate.not(OF_THE_SPI)))
            .because("connectors are found by ServiceLoader: use the types of io.bothways.connector, and let the"
                    + " descriptor say how the app differs");

    @ArchTest
    static final ArchRule mergeAndStatusDoNotSeeTheConnectorSpi = noClasses()
            .that().resideInAnyPackage("io.bothways.merge..", "io.bothways.status..")
            .should().dependOnClassesThat().resideInAPackage(CONNECTORS)
            .because("they never call an app: send a Request to the poller or a WriteCommand to the writer, and let"
                    + " its message carry what is needed");

    @ArchTest
    static final ArchRule whoTalksToAppsDoesNotMerge = noClasses()
            .that().resideInAnyPackage("io.bothways.poller..", "io.bothways.webhook..", "io.bothways.writer..")
            .should().dependOnClassesThat().resideInAPackage(CORE)
            .because("merge-service alone decides a field's value: publish what was read, or carry what is needed in"
                    + " the command");

    @ArchTest
    static final ArchRule theSharedCodeDoesNotMergeEither = noClasses()
            .that().resideInAPackage(RUNTIME)
            .should().dependOnClassesThat().resideInAPackage(CORE)
            .because("service-runtime is in every service, also in those that must not decide a field's value");

    @ArchTest
    static final ArchRule noServiceKnowsAnother = slices()
            .matching("io.bothways.(poller|webhook|merge|writer|status)..")
            .should().notDependOnEachOther()
            .because("services speak through Kafka: put the words into contracts, shared code into service-runtime");

    @ArchTest
    static final ArchRule nothingSharedKnowsAService = noClasses()
            .that().resideInAnyPackage(CONTRACTS, CORE, CONNECTORS, RUNTIME)
            .should().dependOnClassesThat().resideInAnyPackage(
                    "io.bothways.poller..",
                    "io.bothways.webhook..",
                    "io.bothways.merge..",
                    "io.bothways.writer..",
                    "io.bothways.status..",
                    "io.bothways.launcher..",
                    "io.bothways.simulator..")
            .because("dependencies go from services to what they share: pass a value or an interface instead");

    @ArchTest
    static final ArchRule simulatorsDoNotKnowConnectors = noClasses()
            .that().resideInAPackage("io.bothways.simulator..")
            .should().dependOnClassesThat(resideInAPackage("io.bothways..").and(
                    DescribedPredicate.not(resideInAPackage("io.bothways.simulator.."))))
            .because("a simulator is written from the vendor's pages: code shared with what it tests would hide the"
                    + " same mistake in both");

    @ArchTest
    static final ArchRule theKitKnowsNoApp = noClasses()
            .that().resideInAPackage(KIT)
            .should().dependOnClassesThat(resideInAPackage("io.bothways.simulator.*..").and(
                    DescribedPredicate.not(resideInAPackage(KIT))))
            .because("every simulated app stands on it: give the kit an interface that the app implements");

    @ArchTest
    static final ArchRule oneSimulatedAppDoesNotKnowAnother = slices()
            .matching("io.bothways.simulator.(*)..")
            .namingSlices("simulator $1")
            .should().notDependOnEachOther()
            .ignoreDependency(DescribedPredicate.alwaysTrue(), resideInAPackage(KIT))
            .because("apps do not know each other in life either: move what two of them share into the kit");

    @ArchTest
    static final ArchRule jsonIsReadAtTheEdges = noClasses()
            .that().resideInAnyPackage(
                    "io.bothways.poller..",
                    "io.bothways.webhook..",
                    "io.bothways.merge..",
                    "io.bothways.writer..",
                    "io.bothways.runtime.messages..",
                    "io.bothways.runtime.outbox..")
            .should().dependOnClassesThat().resideInAPackage(JACKSON)
            .because("messages and columns have one written form, which golden files guard: use"
                    + " io.bothways.runtime.codec.Codec");

    @ArchTest
    static void theRulesSeeEveryModule(JavaClasses all) {
        for (String seen : new String[] {
            "contracts", "core", "connector", "connector.hubspot", "connector.intercom", "connector.pipedrive",
            "connector.salesforce", "runtime", "poller", "webhook", "merge", "writer", "status", "simulator.kit",
            "simulator.hubspot", "simulator.salesforce", "simulator.intercom", "simulator.dataverse", "launcher"
        }) {
            assertThat(all.stream().filter(type -> (type.getPackageName() + ".").startsWith("io.bothways." + seen + ".")))
                    .as("classes of io.bothways.%s; a rule over none would hold for nothing", seen)
                    .hasSizeGreaterThan(1);
        }
    }

    @ArchTest
    static final SliceRule theConnectorSpiHasNoCycles = withoutCycles("connector");

    @ArchTest
    static final SliceRule contractsHaveNoCycles = withoutCycles("contracts");

    @ArchTest
    static final SliceRule theCoreHasNoCycles = withoutCycles("core");

    @ArchTest
    static final SliceRule theRuntimeHasNoCycles = withoutCycles("runtime");

    @ArchTest
    static final SliceRule thePollerHasNoCycles = withoutCycles("poller");

    @ArchTest
    static final SliceRule theWebhookServiceHasNoCycles = withoutCycles("webhook");

    @ArchTest
    static final SliceRule theWriterHasNoCycles = withoutCycles("writer");

    @ArchTest
    static final SliceRule theMergeServiceHasNoCycles = withoutCycles("merge");

    @ArchTest
    static final SliceRule theStatusServiceHasNoCycles = withoutCycles("status");

    /** The steps below a package; its own classes (flow, configuration, meters) may know all of them and be known. */
    private static SliceRule withoutCycles(String below) {
        return slices().matching("io.bothways." + below + ".(*)..").should().beFreeOfCycles();
    }
}
