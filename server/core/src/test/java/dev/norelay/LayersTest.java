package dev.norelay;

import static com.tngtech.archunit.core.domain.JavaCall.Predicates.target;
import static com.tngtech.archunit.core.domain.properties.HasName.Predicates.name;
import static com.tngtech.archunit.core.domain.properties.HasOwner.Predicates.With.owner;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeJars;
import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.library.GeneralCodingRules;
import com.tngtech.archunit.library.dependencies.SliceAssignment;
import com.tngtech.archunit.library.dependencies.SliceIdentifier;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** The layers of core: lower never imports upper, and each library has one package that knows it. */
@AnalyzeClasses(
        packages = "dev.norelay",
        importOptions = {DoNotIncludeTests.class, DoNotIncludeJars.class})
class LayersTest {
    private static final String ROOT = "dev.norelay";
    private static final String[] JDK = {"java..", "javax..", "org.jspecify.."};
    private static final String LOGGING = "org.slf4j";

    // Level 0.

    @ArchTest
    static final ArchRule smtpIsOnTheGround = only("smtp").because("SMTP's vocabulary knows no server of ours");

    @ArchTest
    static final ArchRule faultIsOnTheGround = only("fault").because("a fault knows the wire by its interface alone");

    // Level 1.

    @ArchTest
    static final ArchRule sessionKnowsTheVocabularyOnly =
            only("session", "smtp", "fault").because("a correct server is a pure state machine");

    // Level 2.

    @ArchTest
    static final ArchRule journalKnowsNoScenario = only("journal", "session", "smtp", "fault", LOGGING)
            .because("it records what happened, whatever was meant to happen");

    @ArchTest
    static final ArchRule scenarioKnowsNoJournal = only("scenario", "session", "smtp", "fault", LOGGING)
            .because("what is to happen does not depend on what was written down");

    @ArchTest
    static final ArchRule diagnosisReadsJournalAndScenario = only(
                    "diagnosis", "journal", "scenario", "session", "smtp", "fault", LOGGING)
            .because("it explains by what happened and what was meant, and needs no server for it");

    @ArchTest
    static final ArchRule conductReadsJournalAndScenario = only(
                    "conduct", "diagnosis", "journal", "scenario", "session", "smtp", "fault", LOGGING)
            .because("it judges by what happened and what was meant, and needs no server for it");

    @ArchTest
    static final ArchRule dutiesReadJournalAndScenario = only(
                    "conduct.duty", "conduct", "journal", "scenario", "session", "smtp", "fault", LOGGING)
            .because("a duty is judged by what happened and what was meant, and needs no server for it");

    // Level 3.

    @ArchTest
    static final ArchRule tlsKnowsTheJdkOnly =
            only("tls").because("certificates are minted with the JDK alone: no BouncyCastle in users' class paths");

    @ArchTest
    static final ArchRule yamlKnowsScenariosOnly = only(
                    "scenario.yaml", "scenario", "session", "smtp", "fault", LOGGING, "org.snakeyaml..")
            .because("a file becomes the records that the builder makes too");

    @ArchTest
    static final ArchRule wireAloneKnowsNetty =
            alone("wire", "io.netty..").because("nothing above wire sees a ByteBuf, and the transport can be replaced");

    @ArchTest
    static final ArchRule yamlAloneKnowsSnakeyaml =
            alone("scenario.yaml", "org.snakeyaml..").because("a scenario is records; YAML is one way to write them");

    // Level 4.

    @ArchTest
    static final ArchRule explainKnowsTheCatalogueAndNoServer = only(
                    "explain", "scenario.yaml", "diagnosis", "journal", "scenario", "session", "smtp", "fault")
            .because("what was said elsewhere is explained from the catalogue's tables, and needs no server for it");

    // Level 5.

    @ArchTest
    static final ArchRule facadeIsOnTop = noClasses()
            .that()
            .resideOutsideOfPackage(ROOT)
            .should()
            .dependOnClassesThat()
            .resideInAPackage(ROOT)
            .allowEmptyShould(true)
            .because("the API is a view on what lies below it");

    @ArchTest
    static final ArchRule packagesHaveNoCycles = slices().assignedFrom(new Packages())
            .should()
            .beFreeOfCycles()
            .because("a reader must be able to begin at the bottom");

    // What no class does.

    @ArchTest
    static final ArchRule namesSayWhatAClassIs = noClasses()
            .should()
            .haveNameMatching(".*[.$]([A-Z]\\w*)?(Util|Utils|Helper|Helpers|Manager|Impl)(\\$.*)?")
            .orShould()
            .haveNameMatching(".*[.$]Abstract[A-Z]?\\w*")
            .because("such a name says nothing; find the word for what it does");

    @ArchTest
    static final ArchRule nobodySleeps = noClasses()
            .that()
            .doNotHaveFullyQualifiedName("dev.norelay.tls.AuthorityDirectory")
            .should()
            .callMethodWhere(target(owner(name(Thread.class.getName()))).and(target(name("sleep"))))
            .because(
                    "a delay is scheduled on the loop, and cancelled when the client goes; only AuthorityDirectory waits"
                            + " between its tries, at start and on no loop, for another process to let a file go");

    @ArchTest
    static final ArchRule nobodyUsesJavaUtilLogging = GeneralCodingRules.NO_CLASSES_SHOULD_USE_JAVA_UTIL_LOGGING;

    @ArchTest
    static final ArchRule nobodyPrints = GeneralCodingRules.NO_CLASSES_SHOULD_ACCESS_STANDARD_STREAMS;

    @ArchTest
    static final ArchRule logsGoThroughSlf4j = noClasses()
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(
                    "ch.qos.logback..",
                    "org.apache.logging..",
                    "org.apache.log4j..",
                    "org.apache.commons.logging..",
                    "io.netty.util.internal.logging..")
            .orShould()
            .dependOnClassesThat()
            .haveFullyQualifiedName("java.lang.System$Logger")
            .because("users choose where our logs go, and slf4j lets them");

    /** A package that uses itself, the JDK and these: packages of ours by their short names, others in full. */
    private static ArchRule only(String own, String... others) {
        List<String> allowed = new ArrayList<>(Arrays.asList(JDK));
        allowed.add(ours(own));
        for (String other : others) {
            allowed.add(other.startsWith("org.") ? other : ours(other));
        }
        return classes()
                .that()
                .resideInAPackage(ours(own))
                .should()
                .onlyDependOnClassesThat()
                .resideInAnyPackage(allowed.toArray(String[]::new))
                .allowEmptyShould(true);
    }

    /** A library that one package knows. */
    private static ArchRule alone(String own, String library) {
        return noClasses()
                .that()
                .resideOutsideOfPackage(ours(own))
                .should()
                .dependOnClassesThat()
                .resideInAPackage(library)
                .allowEmptyShould(true);
    }

    private static String ours(String name) {
        return ROOT + "." + name;
    }

    /** Each package is a slice of its own, the root package too. */
    private static final class Packages implements SliceAssignment {
        @Override
        public SliceIdentifier getIdentifierOf(JavaClass javaClass) {
            return SliceIdentifier.of(javaClass.getPackageName());
        }

        @Override
        public String getDescription() {
            return "packages";
        }
    }
}
