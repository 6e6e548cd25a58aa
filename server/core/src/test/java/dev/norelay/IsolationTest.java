package dev.norelay;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.importer.ImportOption.OnlyIncludeTests;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import org.junit.jupiter.api.parallel.Isolated;

/** What a test does must not reach into those that run beside it. */
@AnalyzeClasses(packages = "dev.norelay", importOptions = OnlyIncludeTests.class)
class IsolationTest {
    @ArchTest
    static final ArchRule whoStartsProgramsRunsAlone = noClasses()
            .that()
            .areNotAnnotatedWith(Isolated.class)
            .and()
            .doNotHaveSimpleName("Run")
            .should()
            .dependOnClassesThat()
            .haveNameMatching("java\\.lang\\.ProcessBuilder|dev\\.norelay\\.tls\\.Run")
            .because(
                    "until a new process has begun, it holds the sockets of this JVM open: another test's client closes or"
                            + " resets its connection, and nothing of it leaves the machine's kernel");
}
