package io.github.ouigate.job.lint;

import io.github.ouigate.io.Sha256;
import io.github.ouigate.job.Changelog;
import io.github.ouigate.job.Fault;
import io.github.ouigate.job.Job;
import io.github.ouigate.job.LintResult;
import io.github.ouigate.message.Message;
import io.github.ouigate.message.UsageException;
import java.io.StringReader;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.error.MarkedYAMLException;
import org.yaml.snakeyaml.error.YAMLException;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.reader.ReaderException;

/**
 * Reads a changelog into a {@link Job} and refuses every one that could do more, or do it more often, than a gated
 * purge may. The lint is a list of what is allowed: what it does not know, it refuses.
 */
public final class JobReader {
    /** What a given value may be: it becomes part of a condition, and must not end a literal there, or begin one. */
    private static final Pattern PLAIN = Pattern.compile("[\\p{L}\\p{N}_.:+-]{1,200}");

    /**
     * Reads and lints {@code changelog}.
     *
     * @param given values for the changelog's properties, by name; they win over the file's defaults
     * @return the job, or all the faults of the file
     * @throws UsageException if {@code given} has an impossible tag, or names a property that a good file does not define
     */
    public LintResult read(Changelog changelog, Map<String, String> given) {
        checkGiven(given);
        List<Fault> faults = new ArrayList<>();
        if (changelog.content().indexOf('\uFFFD') >= 0) {
            faults.add(Fault.at(line(changelog, changelog.content().indexOf('\uFFFD')), "not-utf8"));
        }
        Optional<ChangelogLint.Findings> findings =
                compose(changelog, faults).map(root -> new ChangelogLint(given, faults).check(root));
        if (!faults.isEmpty() || findings.isEmpty()) {
            faults.sort(Comparator.comparingInt(Fault::line));
            return new LintResult.Unsafe(changelog.location(), faults);
        }
        checkDefined(given, findings.get());
        return new LintResult.Safe(job(changelog, findings.get()));
    }

    private static Job job(Changelog changelog, ChangelogLint.Findings found) {
        return new Job(
                changelog.location(),
                changelog.content(),
                found.logicalFilePath(),
                found.id(),
                found.author(),
                found.properties().getOrDefault("tag", ""),
                Sha256.of(changelog.content()),
                found.properties(),
                found.deletions());
    }

    private static Optional<Node> compose(Changelog changelog, List<Fault> faults) {
        try {
            Node root = new Yaml(new LoaderOptions()).compose(new StringReader(changelog.content()));
            if (root == null) {
                faults.add(Fault.at(1, "empty"));
            }
            return Optional.ofNullable(root);
        } catch (MarkedYAMLException e) {
            int line = e.getProblemMark() == null ? 1 : e.getProblemMark().getLine() + 1;
            faults.add(Fault.at(line, "not-yaml", String.valueOf(e.getProblem())));
        } catch (ReaderException e) {
            faults.add(Fault.at(line(changelog, e.getPosition()), "not-yaml", String.valueOf(e.getMessage())));
        } catch (YAMLException e) {
            faults.add(Fault.at(1, "not-yaml", String.valueOf(e.getMessage())));
        }
        return Optional.empty();
    }

    private static int line(Changelog changelog, int position) {
        return 1
                + (int) changelog
                        .content()
                        .chars()
                        .limit(position)
                        .filter(c -> c == '\n')
                        .count();
    }

    private static void checkGiven(Map<String, String> given) {
        String tag = given.get("tag");
        if (tag != null && !Tag.isValid(tag)) {
            throw new UsageException(Message.of("tag.invalid", tag));
        }
        given.forEach((name, value) -> {
            if (value.contains("${")) {
                throw new UsageException(Message.of("property.nested", name));
            }
            if (!name.equals("tag") && (!PLAIN.matcher(value).matches() || value.contains("--"))) {
                throw new UsageException(Message.of("property.not-plain", name));
            }
        });
    }

    private static void checkDefined(Map<String, String> given, ChangelogLint.Findings found) {
        for (String name : given.keySet()) {
            if (!found.properties().containsKey(name)) {
                throw new UsageException(Message.of(
                        "property.unknown",
                        name,
                        String.join(", ", found.properties().keySet())));
            }
        }
    }
}
