package io.github.ouigate.cli.option;

import io.github.ouigate.app.ExecutionRequest;
import io.github.ouigate.cli.terminal.ProcessContext;
import io.github.ouigate.message.Message;
import io.github.ouigate.message.UsageException;
import io.github.ouigate.plan.Guards;
import io.github.ouigate.run.RunSettings;
import java.time.Duration;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The options for the time limits and retries of a run. */
public final class RunOptions {
    private static final Pattern DURATION = Pattern.compile("(\\d{1,9})(ms|s|m)");

    @Option(names = "--lock-timeout", descriptionKey = "help.lock-timeout", paramLabel = "TIME")
    private String lockTimeout = "5s";

    @Option(names = "--lock-attempts", descriptionKey = "help.lock-attempts", paramLabel = "N")
    private int lockAttempts = 10;

    @Option(names = "--max-duration", descriptionKey = "help.max-duration", paramLabel = "TIME")
    private @Nullable String maxDuration;

    @Option(names = "--max-reader-wait", descriptionKey = "help.max-reader-wait", paramLabel = "TIME")
    private String maxReaderWait = "1s";

    @Option(names = "--rehearse", descriptionKey = "help.rehearse")
    private boolean rehearse;

    @Option(names = "--resolve-timeout", descriptionKey = "help.resolve-timeout", paramLabel = "TIME")
    private String resolveTimeout = "30s";

    /** Returns the common part of the requests for a purge and a restore. */
    public ExecutionRequest request(ProcessContext context, Guards guards, GivenProperties given) {
        return new ExecutionRequest(
                guards.waiting(settings(context).maxReaderWait()),
                given.confirmations(context),
                settings(context),
                rehearse);
    }

    private RunSettings settings(ProcessContext context) {
        if (lockAttempts < 1) {
            throw new UsageException(Message.of("option.attempts", lockAttempts));
        }
        return new RunSettings(
                context.operator(),
                duration("--lock-timeout", lockTimeout),
                lockAttempts,
                Optional.ofNullable(maxDuration).map(time -> duration("--max-duration", time)),
                duration("--max-reader-wait", maxReaderWait),
                duration("--resolve-timeout", resolveTimeout));
    }

    /**
     * Parses the duration in an option.
     *
     * @throws UsageException if it is invalid or zero
     */
    public static Duration duration(String option, String text) {
        Matcher matcher = DURATION.matcher(text);
        if (!matcher.matches() || Long.parseLong(matcher.group(1)) == 0) {
            throw new UsageException(Message.of("option.duration", option, text));
        }
        long amount = Long.parseLong(matcher.group(1));
        return switch (matcher.group(2)) {
            case "ms" -> Duration.ofMillis(amount);
            case "s" -> Duration.ofSeconds(amount);
            default -> Duration.ofMinutes(amount);
        };
    }
}
