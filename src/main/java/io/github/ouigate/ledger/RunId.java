package io.github.ouigate.ledger;

import java.security.SecureRandom;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.HexFormat;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The identifier of a run: its start in UTC and eight random hexadecimal digits, such as
 * {@code 20261123T152130Z-7f3a9c1b}.
 */
public record RunId(String value) {
    /** The common prefix of the application names of all runs and other commands. */
    public static final String SESSION_PREFIX = "ouigate ";

    private static final DateTimeFormatter START =
            DateTimeFormatter.ofPattern("yyyyMMdd'T'HHmmss'Z'").withZone(ZoneOffset.UTC);
    private static final Pattern SESSION_NAME = Pattern.compile("ouigate (\\d{8}T\\d{6}Z-[0-9a-f]{8})\\b.*");

    public static RunId at(Instant start) {
        byte[] random = new byte[4];
        new SecureRandom().nextBytes(random);
        return new RunId(START.format(start) + "-" + HexFormat.of().formatHex(random));
    }

    /** Returns the run whose session name {@code text} starts with; empty if there is none. */
    public static Optional<RunId> startOf(String text) {
        Matcher matcher = SESSION_NAME.matcher(text);
        if (!matcher.matches()) {
            return Optional.empty();
        }
        RunId run = new RunId(matcher.group(1));
        try {
            run.start();
            return Optional.of(run);
        } catch (DateTimeException e) {
            return Optional.empty(); // digits, but no date
        }
    }

    /** Returns the start of the run. */
    public Instant start() {
        return Instant.from(START.parse(value.substring(0, value.indexOf('-'))));
    }

    /**
     * Returns the application name of the run's session, which is also the beginning of its name in Liquibase's lock.
     */
    public String sessionName() {
        return SESSION_PREFIX + value;
    }
}
