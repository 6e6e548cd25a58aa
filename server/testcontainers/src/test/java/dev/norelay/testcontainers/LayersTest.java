package dev.norelay.testcontainers;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;

import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

@AnalyzeClasses(packages = "dev.norelay.testcontainers", importOptions = DoNotIncludeTests.class)
class LayersTest {
    @ArchTest
    static final ArchRule norelayIsKnownByItsControlApiAlone = classes()
            .should()
            .onlyDependOnClassesThat()
            .resideInAnyPackage(
                    "dev.norelay.testcontainers..",
                    "java..",
                    "javax.net.ssl..",
                    "org.jspecify.annotations..",
                    "org.slf4j..",
                    "tools.jackson..",
                    "org.testcontainers.containers..",
                    "org.testcontainers.images..",
                    "org.testcontainers.utility..",
                    "com.github.dockerjava.api..")
            .because("the image may be of another version, and what Testcontainers has shaded is its own");
}
