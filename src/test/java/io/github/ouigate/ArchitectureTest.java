package io.github.ouigate;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchRule;
import io.github.ouigate.cli.terminal.SystemTerminal;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ArchitectureTest {
    private static final JavaClasses CLASSES = new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests())
            .importPackages("io.github.ouigate");

    @Test
    void packagesHaveNoCycles() {
        ArchRule rule = slices().matching("io.github.ouigate.(**)").should().beFreeOfCycles();

        rule.check(CLASSES);
    }

    @ParameterizedTest
    @ValueSource(strings = {"io.github.ouigate.db.postgres..", "io.github.ouigate.db.h2.."})
    void onlyMainUsesDatabaseProducts(String product) {
        ArchRule rule = noClasses()
                .that()
                .resideOutsideOfPackage(product)
                .and()
                .doNotBelongToAnyOf(Main.class)
                .should()
                .dependOnClassesThat()
                .resideInAPackage(product);

        rule.check(CLASSES);
    }

    @ParameterizedTest
    @CsvSource({
        "liquibase.., job|run",
        "picocli.., cli",
        "com.fasterxml.., json|report|archive|verify.http",
        "org.yaml.., job",
        "org.postgresql.., db.postgres",
        "com.github.luben.., archive",
    })
    void eachLibraryIsUsedByItsOwnPackagesOnly(String library, String packages) {
        String[] owners = Arrays.stream(packages.split("\\|", -1))
                .map(name -> "io.github.ouigate." + name + "..")
                .toArray(String[]::new);
        ArchRule rule = noClasses()
                .that()
                .resideOutsideOfPackages(owners)
                .should()
                .dependOnClassesThat()
                .resideInAPackage(library);

        rule.check(CLASSES);
        assertThat(CLASSES.stream()
                        .flatMap(owner -> owner.getDirectDependenciesFromSelf().stream())
                        .map(dependency -> dependency.getTargetClass().getPackageName())
                        .filter(name -> name.startsWith(library.replace("..", ""))))
                .isNotEmpty();
    }

    @Test
    void onlyMainEndsTheJvm() {
        ArchRule rule = noClasses()
                .that()
                .doNotBelongToAnyOf(Main.class)
                .should()
                .callMethod(System.class, "exit", int.class)
                .orShould()
                .callMethod(Runtime.class, "exit", int.class)
                .orShould()
                .callMethod(Runtime.class, "halt", int.class);

        rule.check(CLASSES);
        assertThat(CLASSES.get(Main.class).getMethodCallsFromSelf())
                .anyMatch(call -> call.getTarget().getName().equals("exit"));
    }

    @Test
    void onlyTheTerminalPrints() {
        ArchRule rule = noClasses()
                .that()
                .doNotBelongToAnyOf(Main.class, SystemTerminal.class)
                .should()
                .accessField(System.class, "out")
                .orShould()
                .accessField(System.class, "err")
                .orShould()
                .callMethod(Throwable.class, "printStackTrace");

        rule.check(CLASSES);
    }
}
