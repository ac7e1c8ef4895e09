package dev.lamina.spark;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import org.junit.jupiter.api.Test;

/// What may know what in this module.
class ArchitectureTest {

    private static final JavaClasses SPARK = new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .importPackages("dev.lamina.spark");

    @Test
    void theExchangeKnowsTheCoreAlone() {
        classes()
                .that()
                .resideInAPackage("dev.lamina.spark.exchange..")
                .should()
                .onlyDependOnClassesThat()
                .resideInAnyPackage(
                        "java..",
                        "javax.crypto..",
                        "org.jspecify..",
                        "dev.lamina.core.train",
                        "dev.lamina.spark.exchange")
                .check(SPARK);
    }

    @Test
    void theReadersOfFilesAreNotKnown() {
        noClasses()
                .that()
                .resideInAPackage("dev.lamina.spark..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("dev.lamina.io..", "dev.lamina.tune..", "dev.lamina.json..")
                .check(SPARK);
    }
}
