package dev.ephemera.checks;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.core.domain.properties.HasName.Predicates.nameMatching;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.Architectures.layeredArchitecture;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

/** Arrows point one way, never sideways; the emulator knows the types alone. */
@AnalyzeClasses(packages = "dev.ephemera", importOptions = ImportOption.DoNotIncludeTests.class)
final class ModulesTest {

    private static final DescribedPredicate<JavaClass> CLIENT =
            resideInAnyPackage("dev.ephemera", "dev.ephemera.internal");

    @ArchTest
    static final ArchRule modules_dependOneWay = layeredArchitecture()
            .consideringOnlyDependenciesInAnyPackage("dev.ephemera..")
            .layer("types")
            .definedBy("dev.ephemera.types..")
            .layer("transport")
            .definedBy("dev.ephemera.transport..")
            .layer("tokens")
            .definedBy("dev.ephemera.tokens..")
            .layer("live")
            .definedBy("dev.ephemera.live..")
            .layer("client")
            .definedBy(CLIENT)
            .layer("telemetry")
            .definedBy("dev.ephemera.telemetry..")
            .layer("emulator")
            .definedBy("dev.ephemera.emulator..")
            .whereLayer("types")
            .mayNotAccessAnyLayer()
            .whereLayer("transport")
            .mayOnlyAccessLayers("types")
            .whereLayer("tokens")
            .mayOnlyAccessLayers("transport", "types")
            .whereLayer("live")
            .mayOnlyAccessLayers("transport", "types")
            .whereLayer("client")
            .mayOnlyAccessLayers("live", "tokens", "transport", "types")
            .whereLayer("telemetry")
            .mayOnlyAccessLayers("live")
            .whereLayer("emulator")
            .mayOnlyAccessLayers("types")
            .ensureAllClassesAreContainedInArchitectureIgnoring("dev.ephemera.checks..");

    @ArchTest
    static final ArchRule internals_ofTokensAndLive_areTheClients = classes()
            .that()
            .resideInAnyPackage("dev.ephemera.tokens.internal..", "dev.ephemera.live.internal..")
            .should()
            .onlyHaveDependentClassesThat(CLIENT.or(resideInAnyPackage("dev.ephemera.tokens..", "dev.ephemera.live.."))
                    .as("belong to the module or to the client"));

    @ArchTest
    static final ArchRule internals_ofTheEmulator_areItsOwn = classes()
            .that()
            .resideInAPackage("dev.ephemera.emulator.internal..")
            .should()
            .onlyHaveDependentClassesThat(resideInAPackage("dev.ephemera.emulator.."));

    @ArchTest
    static final ArchRule micrometer_isKnownToItsBindingAlone = noClasses()
            .that(not(resideInAPackage("dev.ephemera.telemetry.micrometer..")))
            .should()
            .dependOnClassesThat()
            .resideInAPackage("io.micrometer..");

    /** Phones and small runtimes have no recorder: what needs it stands behind one class. */
    @ArchTest
    static final ArchRule flightRecorder_isKnownToItsLogAlone = noClasses()
            .that(not(nameMatching("dev.ephemera.live.internal.(JfrLog|[A-Za-z]+JfrEvent)")))
            .should()
            .dependOnClassesThat(resideInAPackage("jdk.jfr..").or(nameMatching(".*JfrEvent")));

    @ArchTest
    static final ArchRule engines_areKnownToTransportAlone = noClasses()
            .that(not(resideInAPackage("dev.ephemera.transport..")))
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("okhttp3..", "okio..", "kotlin..");

    @ArchTest
    static final ArchRule retrofit_isKnownToTransportAndTheCallsOfTokens = noClasses()
            .that(not(resideInAnyPackage("dev.ephemera.transport.internal..", "dev.ephemera.tokens.internal..")))
            .should()
            .dependOnClassesThat()
            .resideInAPackage("retrofit2..");

    @ArchTest
    static final ArchRule types_knowOfJacksonTheAnnotationsOnly = noClasses()
            .that()
            .resideInAPackage("dev.ephemera.types..")
            .should()
            .dependOnClassesThat(resideInAnyPackage("tools.jackson..", "com.fasterxml.jackson..")
                    .and(not(resideInAPackage("com.fasterxml.jackson.annotation"))));
}
