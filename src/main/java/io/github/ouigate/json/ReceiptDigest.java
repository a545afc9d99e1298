package io.github.ouigate.json;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.ouigate.io.Sha256;
import java.util.Set;

/**
 * The digest of what a receipt has before the commit, which stands in the ledger's row: the same for the receipt of the
 * intended run and for the completed one.
 */
public final class ReceiptDigest {
    /** The member under which a document that was read has this digest. */
    static final String MEMBER = "intendedDigest";

    /** What becomes known at the commit or after it. */
    private static final Set<String> LATER = Set.of(
            "outcome",
            "finishedAt",
            "cascadedTables",
            "preserved",
            "writtenTables",
            "timings",
            "vacuum",
            "alreadyApplied",
            "error",
            "limits",
            Documents.DIGEST);

    private ReceiptDigest() {}

    /** Returns the digest of a receipt, {@code sha256:…}. */
    public static String of(ObjectNode receipt) {
        return Sha256.of(Documents.canonical(receipt.deepCopy().without(LATER)));
    }
}
