package dev.lamina.cli;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.assignableTo;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaMethodCall;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.library.dependencies.SliceAssignment;
import com.tngtech.archunit.library.dependencies.SliceIdentifier;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.io.Serializable;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/// What may know what, and what nobody may use: the rules of `ARCHITECTURE.md`, held by the build.
class ArchitectureTest {

    private static final JavaClasses LAMINA = new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .importPackages("dev.lamina");

    private static final String CORE = "dev.lamina.core.";

    /// Functions of `Math` whose last bit may differ between machines; `StrictMath` has them all.
    private static final Set<String> INEXACT = Set.of(
            "exp", "expm1", "log", "log10", "log1p", "pow", "cbrt", "hypot", "sin", "cos", "tan", "asin", "acos",
            "atan", "atan2", "sinh", "cosh", "tanh");

    /// Each package of core with those of core that it may know.
    static List<Arguments> corePackages() {
        return List.of(
                Arguments.of("internal.kernel", List.of()),
                Arguments.of("file", List.of()),
                Arguments.of("random", List.of()),
                Arguments.of("text", List.of()),
                Arguments.of("matrix", List.of("internal.kernel")),
                Arguments.of("dataset", List.of("matrix", "random")),
                Arguments.of("metric", List.of("matrix", "random")),
                Arguments.of("parameter", List.of("matrix", "random")),
                Arguments.of("activation", List.of("internal.kernel", "matrix", "parameter", "random")),
                Arguments.of("optimizer", List.of("internal.kernel", "matrix", "parameter", "random")),
                Arguments.of("loss", List.of("internal.kernel", "matrix", "parameter", "random", "activation")),
                Arguments.of(
                        "layer", List.of("internal.kernel", "matrix", "parameter", "random", "activation", "loss")),
                Arguments.of("network", List.of("matrix", "parameter", "random", "activation", "loss", "layer")),
                Arguments.of(
                        "reference",
                        List.of("matrix", "parameter", "random", "activation", "loss", "layer", "network")),
                Arguments.of(
                        "train",
                        List.of(
                                "matrix",
                                "parameter",
                                "random",
                                "activation",
                                "optimizer",
                                "loss",
                                "layer",
                                "network",
                                "dataset",
                                "metric",
                                "text")));
    }

    @ParameterizedTest
    @MethodSource("corePackages")
    void packagesOfCoreKnowOnlyThoseBeforeThem(String name, List<String> known) {
        String[] allowed = known.stream().map(CORE::concat).toArray(String[]::new);
        noClasses()
                .that()
                .resideInAPackage(CORE + name)
                .should()
                .dependOnClassesThat(resideInAPackage("dev.lamina..")
                        .and(not(resideInAPackage(CORE + name)))
                        .and(not(resideInAnyPackage(allowed))))
                .check(LAMINA);
    }

    @Test
    void everyPackageOfCoreHasItsPlace() {
        String[] placed = corePackages().stream()
                .map(arguments -> CORE + arguments.get()[0])
                .toArray(String[]::new);
        classes()
                .that()
                .resideInAPackage("dev.lamina.core..")
                .should()
                .resideInAnyPackage(placed)
                .check(LAMINA);
    }

    /// Each module with the packages of others that it may know; `dev.lamina` itself is the one that chooses
    /// everything.
    static List<Arguments> modules() {
        return List.of(
                Arguments.of("dev.lamina.core..", List.of()),
                Arguments.of("dev.lamina.testkit..", List.of("dev.lamina.core..")),
                Arguments.of("dev.lamina.json..", List.of()),
                Arguments.of("dev.lamina.data..", List.of("dev.lamina.core..")),
                Arguments.of(
                        "dev.lamina.model..", List.of("dev.lamina.core..", "dev.lamina.data..", "dev.lamina.json..")),
                Arguments.of(
                        "dev.lamina.io..", List.of("dev.lamina.core.file..", "dev.lamina.data..", "dev.lamina.json..")),
                Arguments.of("dev.lamina.duckdb..", List.of("dev.lamina.data..", "dev.lamina.io..")),
                Arguments.of(
                        "dev.lamina.explain..",
                        List.of("dev.lamina.core..", "dev.lamina.data..", "dev.lamina.model..")),
                Arguments.of(
                        "dev.lamina.report..",
                        List.of(
                                "dev.lamina",
                                "dev.lamina.core..",
                                "dev.lamina.data..",
                                "dev.lamina.explain..",
                                "dev.lamina.json..",
                                "dev.lamina.model..",
                                "dev.lamina.tune..")),
                Arguments.of("dev.lamina.tune..", List.of("dev.lamina.core..", "dev.lamina.json..")),
                Arguments.of(
                        "dev.lamina",
                        List.of(
                                "dev.lamina.core..",
                                "dev.lamina.data..",
                                "dev.lamina.io..",
                                "dev.lamina.json..",
                                "dev.lamina.model..",
                                "dev.lamina.tune..")));
    }

    @ParameterizedTest
    @MethodSource("modules")
    void modulesKnowOnlyThoseBelowThem(String module, List<String> known) {
        noClasses()
                .that()
                .resideInAPackage(module)
                .should()
                .dependOnClassesThat(resideInAPackage("dev.lamina..")
                        .and(not(resideInAPackage(module)))
                        .and(not(resideInAnyPackage(known.toArray(String[]::new)))))
                .check(LAMINA);
    }

    @Test
    void coreNeedsNothingButTheJdk() {
        classes()
                .that()
                .resideInAPackage("dev.lamina.core..")
                .should()
                .onlyDependOnClassesThat()
                .resideInAnyPackage("java..", "jdk.incubator.vector", "org.jspecify..", "dev.lamina.core..")
                .check(LAMINA);
    }

    @Test
    void packagesHaveNoCycles() {
        slices().assignedFrom(new ByPackage()).should().beFreeOfCycles().check(LAMINA);
    }

    @Test
    void theTraceKnowsNothingOfHowItIsDrawn() {
        noClasses()
                .that()
                .resideInAPackage("dev.lamina.report.trace..")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("dev.lamina.report")
                .check(LAMINA);
    }

    @Test
    void onlyKernelsKnowTheIncubator() {
        noClasses()
                .that()
                .resideOutsideOfPackage(CORE + "internal.kernel")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("jdk.incubator..")
                .check(LAMINA);
    }

    @Test
    void randomnessHasASeedOfItsOwn() {
        noClasses()
                .should()
                .callMethod(Math.class, "random")
                .orShould()
                .dependOnClassesThat()
                .areAssignableTo(Random.class)
                .check(LAMINA);
    }

    @Test
    void mathIsTheSameOnEveryMachine() {
        noClasses()
                .should()
                .callMethodWhere(DescribedPredicate.describe(
                        "a function of Math that StrictMath has with fixed bits",
                        (JavaMethodCall call) -> call.getTargetOwner().isEquivalentTo(Math.class)
                                && INEXACT.contains(call.getTarget().getName())))
                .check(LAMINA);
    }

    /// Exceptions and enums are serializable because Java's own are.
    @Test
    void nothingIsSerialized() {
        noClasses()
                .that(not(assignableTo(Throwable.class).or(assignableTo(Enum.class))))
                .should()
                .beAssignableTo(Serializable.class)
                .check(LAMINA);
        noClasses()
                .should()
                .dependOnClassesThat()
                .belongToAnyOf(ObjectInputStream.class, ObjectOutputStream.class)
                .check(LAMINA);
    }

    @Test
    void onlyTheCommandLinePrints() {
        noClasses()
                .that()
                .resideOutsideOfPackage("dev.lamina.cli..")
                .should()
                .accessField(System.class, "out")
                .orShould()
                .accessField(System.class, "err")
                .check(LAMINA);
    }

    @Test
    void nothingHidesInThreads() {
        noClasses()
                .should()
                .dependOnClassesThat()
                .areAssignableTo(ThreadLocal.class)
                .check(LAMINA);
    }

    /// Every package is a slice.
    private static final class ByPackage implements SliceAssignment {

        @Override
        public SliceIdentifier getIdentifierOf(JavaClass type) {
            return SliceIdentifier.of(type.getPackageName());
        }

        @Override
        public String getDescription() {
            return "packages";
        }
    }
}
