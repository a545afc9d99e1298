package io.github.ouigate.job.lint;

import io.github.ouigate.gate.Gate;
import io.github.ouigate.job.Changelog;
import io.github.ouigate.job.Fault;
import io.github.ouigate.job.Job;
import io.github.ouigate.job.UnsafeJobException;
import io.github.ouigate.json.MistakenFile;
import io.github.ouigate.message.Message;
import io.github.ouigate.message.RefusedException;
import io.github.ouigate.message.SimilarNames;
import io.github.ouigate.message.UsageException;
import java.io.StringReader;
import java.util.Comparator;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.error.Mark;
import org.yaml.snakeyaml.error.MarkedYAMLException;
import org.yaml.snakeyaml.error.YAMLException;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.reader.ReaderException;

/**
 * Reads a changelog into a {@link Job} and refuses every changelog that could do more than a gated purge, or do it more
 * than once. The lint permits only known elements.
 */
public final class JobReader {
    /**
     * The permitted form of given values: they become part of a condition and must not begin or end a literal in it.
     */
    private static final Pattern PLAIN = Pattern.compile("[\\p{L}\\p{N}_.:+-]{1,200}");

    /** The maximum length of a file in characters; the YAML parser's time is quadratic in the length of a line. */
    private static final int LONGEST = 1_000_000;

    /**
     * Reads and lints {@code changelog}.
     *
     * @param given values for the changelog's properties by name; they override the defaults in the file
     * @throws RefusedException if the file is a document of ouigate
     * @throws UnsafeJobException with all faults, if the file has any
     * @throws UsageException if {@code given} has an invalid tag, or a property that the valid file does not define
     */
    public Job read(Changelog changelog, Map<String, String> given) {
        checkGiven(given);
        LintText text = new LintText();
        int noUtf8 = changelog.content().indexOf('\uFFFD');
        if (noUtf8 >= 0) {
            Place place = Place.of(changelog.content(), noUtf8);
            text.fault(place.line(), place.column(), "not-utf8");
        }
        Optional<Node> root = Optional.empty();
        if (changelog.content().length() > LONGEST) {
            text.fault(1, 1, "too-big", LONGEST);
        } else {
            root = compose(changelog, text);
        }
        Optional<Job> job = root.map(node -> new ChangelogLint(changelog, given, text).check(node));
        if (!text.faults().isEmpty()) {
            MistakenFile.find(changelog.location(), changelog.content(), MistakenFile.CHANGELOG)
                    .ifPresent(mistaken -> {
                        throw new RefusedException(mistaken);
                    });
            text.faults().sort(Comparator.comparingInt(Fault::line).thenComparingInt(Fault::column));
            throw new UnsafeJobException(changelog.location(), text.faults());
        }
        checkDefined(given, text.properties().keySet());
        return job.orElseThrow();
    }

    private static Optional<Node> compose(Changelog changelog, LintText text) {
        try {
            Node root = new Yaml(new LoaderOptions()).compose(new StringReader(changelog.content()));
            if (root == null) {
                text.fault(1, 1, "empty");
            }
            return Optional.ofNullable(root);
        } catch (MarkedYAMLException e) {
            Mark mark = e.getProblemMark();
            text.fault(
                    mark == null ? 1 : mark.getLine() + 1,
                    mark == null ? 1 : mark.getColumn() + 1,
                    "not-yaml",
                    String.valueOf(e.getProblem()));
        } catch (ReaderException e) {
            Place place = Place.of(changelog.content(), e.getPosition());
            text.fault(place.line(), place.column(), "not-yaml", String.valueOf(e.getMessage()));
        } catch (YAMLException e) {
            text.fault(1, 1, "not-yaml", String.valueOf(e.getMessage()));
        }
        return Optional.empty();
    }

    private record Place(int line, int column) {
        static Place of(String content, int position) {
            String before = content.substring(0, position);
            int start = before.lastIndexOf('\n') + 1;
            int line = 1 + Math.toIntExact(before.chars().filter(c -> c == '\n').count());
            return new Place(line, 1 + before.codePointCount(start, position));
        }
    }

    private static void checkGiven(Map<String, String> given) {
        String tag = given.get("tag");
        if (tag != null && !LintText.isTag(tag)) {
            throw new UsageException(Message.of("tag.invalid", tag));
        }
        given.forEach((name, value) -> {
            if (value.contains("${")) {
                throw new UsageException(Message.of("property.nested", name));
            }
            if (!name.equals("tag") && !isPlain(value)) {
                throw new UsageException(Message.of("property.not-plain", name));
            }
        });
    }

    /** Returns whether a text is a valid tag. */
    public static boolean isTag(String text) {
        return LintText.isTag(text);
    }

    /**
     * Returns whether a value can be given for a property other than the tag; defaults in a changelog are not
     * restricted.
     */
    public static boolean isPlain(String value) {
        return PLAIN.matcher(value).matches() && !value.contains("--");
    }

    private static void checkDefined(Map<String, String> given, Set<String> defined) {
        for (String name : given.keySet()) {
            if (!defined.contains(name)) {
                Set<String> givable = new TreeSet<>(defined);
                givable.add(Gate.PROPERTY);
                throw new UsageException(SimilarNames.of(name, givable).stream()
                        .findFirst()
                        .map(meant -> Message.of("property.similar", name, meant))
                        .orElseGet(() -> Message.of("property.unknown", name, String.join(", ", defined))));
            }
        }
    }
}
