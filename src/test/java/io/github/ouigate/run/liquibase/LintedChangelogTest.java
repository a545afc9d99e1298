package io.github.ouigate.run.liquibase;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.ouigate.job.Changelog;
import io.github.ouigate.job.Job;
import io.github.ouigate.job.UnsafeJobException;
import io.github.ouigate.job.lint.JobReader;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import liquibase.changelog.ChangeSet;
import liquibase.exception.LiquibaseException;
import liquibase.precondition.core.ChangeLogPropertyDefinedPrecondition;
import liquibase.precondition.core.PreconditionContainer;
import liquibase.precondition.core.PreconditionContainer.ErrorOption;
import liquibase.precondition.core.PreconditionContainer.FailOption;
import liquibase.precondition.core.PreconditionContainer.OnSqlOutputOption;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;

/** Liquibase reads a changelog that passes the lint as the same job behind the same gate. */
class LintedChangelogTest {
    /** A change of a text. */
    @FunctionalInterface
    interface Edit {
        String apply(String text);
    }

    private static final String GOOD =
            Changelog.bundled("changelogs/support-threads.yaml").content();

    /** Fragments of YAML and Liquibase expressions, separated by semicolons. */
    private static final String SNIPPETS =
            "!!null ;!!bool ;!!str ; !!pairs; !!omap; !!set; !!map; !!seq;! ;&a ;*a;<<: *a\n"
                    + ";${tag};${;};$;{;#; #;';\";-;- ;:;: ;[;];,;|;>;>-;?;\n;\n      ; ;  ;\t;\\;\u00a0;null;true;x";

    @Test
    void liquibaseReadsTheBundledJobAsGated() throws LiquibaseException {
        assertSameBehindTheGate(job(GOOD));
    }

    @Property(tries = 5_000, edgeCases = EdgeCasesMode.NONE)
    void liquibaseReadsLintedChangelogsAsTheSameGatedJob(@ForAll("editedJobs") String content)
            throws LiquibaseException {
        Job job;
        try {
            job = job(content);
        } catch (UnsafeJobException e) {
            return;
        }
        assertSameBehindTheGate(job);
    }

    private static void assertSameBehindTheGate(Job job) throws LiquibaseException {
        ChangeSet changeSet = LiquibaseUpdater.changeSet(job); // fails if Liquibase reads another job
        PreconditionContainer gate = changeSet.getPreconditions();
        assertThat(gate.getOnFail()).isEqualTo(FailOption.HALT);
        assertThat(gate.getOnError()).isEqualTo(ErrorOption.HALT);
        assertThat(gate.getOnSqlOutput()).isEqualTo(OnSqlOutputOption.TEST);
        assertThat(gate.getNestedPreconditions())
                .singleElement()
                .isInstanceOfSatisfying(ChangeLogPropertyDefinedPrecondition.class, condition -> {
                    assertThat(condition.getProperty()).isEqualTo("confirmation");
                    assertThat(condition.getValue()).isEqualTo("OUI");
                });
        assertThat(changeSet.isAlwaysRun()).isFalse();
        assertThat(changeSet.isRunOnChange()).isFalse();
        assertThat(changeSet.isRunInTransaction()).isTrue();
        assertThat(changeSet.getFailOnError()).isNotEqualTo(false);
        assertThat(changeSet.getRunWith()).isNull();
        assertThat(changeSet.getRollback().getChanges()).isEmpty();
        assertThat(changeSet.getSqlVisitors()).isEmpty();
    }

    private static Job job(String content) {
        return new JobReader().read(new Changelog("job.yaml", content), Map.of());
    }

    @Provide
    Arbitrary<String> editedJobs() {
        return edits().list().ofMinSize(1).ofMaxSize(3).map(edits -> {
            String content = GOOD;
            for (Edit edit : edits) {
                content = edit.apply(content);
            }
            return content;
        });
    }

    private static Arbitrary<Edit> edits() {
        Arbitrary<Integer> line = Arbitraries.integers().between(2, 25);
        Arbitrary<Integer> position = Arbitraries.integers().between(190, GOOD.length() - 1);
        Arbitrary<String> snippet = Arbitraries.of(SNIPPETS.split(";", -1));
        return Arbitraries.oneOf(
                position.map(at -> text -> remove(text, at)),
                Combinators.combine(position, snippet).as((at, what) -> text -> insert(text, at, what)),
                Combinators.combine(line, snippet).as((at, what) -> text -> insert(text, value(text, at), what)),
                Combinators.combine(line, snippet).as((at, what) -> text -> insert(text, key(text, at), what)),
                line.map(at -> text -> onLines(text, lines -> lines.remove(at % lines.size()))),
                line.map(at ->
                        text -> onLines(text, lines -> lines.add(at % lines.size(), lines.get(at % lines.size())))),
                Combinators.combine(line, line)
                        .as((one, other) -> text -> onLines(
                                text, lines -> Collections.swap(lines, one % lines.size(), other % lines.size()))));
    }

    private static String insert(String text, int at, String what) {
        int end = Math.min(at, text.length());
        return text.substring(0, end) + what + text.substring(end);
    }

    private static String remove(String text, int at) {
        return new StringBuilder(text).deleteCharAt(at % text.length()).toString();
    }

    private static String onLines(String text, Consumer<List<String>> edit) {
        List<String> lines = new ArrayList<>(text.lines().toList());
        edit.accept(lines);
        return String.join("\n", lines) + "\n";
    }

    /** Returns the start of the key in a line. */
    private static int key(String text, int line) {
        int at = start(text, line);
        while (at < text.length() && " -".indexOf(text.charAt(at)) >= 0) {
            at++;
        }
        return at;
    }

    /** Returns the start of the value in a line. */
    private static int value(String text, int line) {
        int colon = text.indexOf(": ", start(text, line));
        return colon < 0 ? text.length() : colon + 2;
    }

    private static int start(String text, int line) {
        return text.lines().limit(line).mapToInt(l -> l.length() + 1).sum();
    }
}
