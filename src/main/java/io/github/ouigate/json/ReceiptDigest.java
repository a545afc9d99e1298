package io.github.ouigate.json;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.ouigate.io.Sha256;
import java.util.Set;

/**
 * The digest of a receipt's members that are known before the commit. It is stored in the ledger row, and is the same
 * for the receipt written before the commit and the final one.
 */
public final class ReceiptDigest {
    /** The member that holds this digest after a document is read. */
    static final String MEMBER = "intendedDigest";

    /** The members that are known only at or after the commit. */
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
