package io.github.ouigate.ledger;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The beginnings of the SHA-256 digests of a run's documents, stored in its ledger row to identify the documents later.
 *
 * @param receipt the digest of the receipt's members that are known before the commit; empty if no JSON receipt was
 *     written, or in a row of an earlier version
 * @param archive the digest of the manifest; empty if no archive was written, or in a row of an earlier version
 */
public record RunDocuments(Optional<String> receipt, Optional<String> archive) {
    public static final RunDocuments NONE = new RunDocuments(Optional.empty(), Optional.empty());

    private static final int RECEIPT_WIDTH = 32;
    private static final int ARCHIVE_WIDTH = 16;
    private static final Pattern DIGEST = Pattern.compile("(?:sha256:)?([0-9a-f]{64})");

    /** Returns the entry for documents with these digests, {@code sha256:…}. */
    public static RunDocuments of(Optional<String> receipt, Optional<String> archive) {
        return new RunDocuments(
                receipt.map(digest -> start(digest, RECEIPT_WIDTH)),
                archive.map(digest -> start(digest, ARCHIVE_WIDTH)));
    }

    private static String start(String digest, int width) {
        Matcher matcher = DIGEST.matcher(digest);
        if (!matcher.matches()) {
            throw new IllegalArgumentException(digest);
        }
        return matcher.group(1).substring(0, width);
    }

    /**
     * Returns whether the row was written with a receipt of this digest, {@code sha256:…}; empty if the row has no
     * digest.
     */
    public Optional<Boolean> isOfReceipt(String digest) {
        return receipt.map(start(digest, RECEIPT_WIDTH)::equals);
    }

    String text() {
        return receipt.map(digest -> ", receipt " + digest).orElse("")
                + archive.map(digest -> ", archive " + digest).orElse("");
    }

    static RunDocuments parse(@Nullable String text) {
        return text == null ? NONE : new RunDocuments(find("receipt", text), find("archive", text));
    }

    private static Optional<String> find(String name, String text) {
        Matcher matcher = Pattern.compile(", " + name + " ([0-9a-f]+)(?=, |$)").matcher(text);
        return matcher.find() ? Optional.of(matcher.group(1)) : Optional.empty();
    }
}
