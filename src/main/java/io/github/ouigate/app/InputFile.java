package io.github.ouigate.app;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.github.ouigate.io.Disk;
import io.github.ouigate.json.DocumentReader;
import io.github.ouigate.json.Documents;
import io.github.ouigate.message.Message;
import io.github.ouigate.message.RefusedException;
import io.github.ouigate.message.UsageException;
import io.github.ouigate.plan.SavedPlan;
import io.github.ouigate.receipt.SavedReceipt;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.MalformedInputException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Optional;

/**
 * A file given by an option.
 *
 * @param digest the expected digest of the document; empty to accept any
 */
public record InputFile(Path path, Optional<String> digest) {
    /** The maximum length in bytes, many times the size of a plan or receipt with hundreds of tables. */
    private static final int LONGEST = 1 << 26;

    private static final DocumentReader<SavedPlan> PLAN = new DocumentReader<>(
            "plan", SavedPlan.class, "saved-plan.not-json", "saved-plan.other-kind", "saved-plan.edited");
    private static final DocumentReader<SavedReceipt> RECEIPT = new DocumentReader<>(
            "receipt",
            SavedReceipt.class,
            "saved-receipt.not-json",
            "saved-receipt.other-kind",
            "saved-receipt.edited");

    public InputFile(Path path) {
        this(path, Optional.empty());
    }

    /**
     * Reads a plan.
     *
     * @throws UsageException if the file cannot be read
     * @throws RefusedException if it was changed, or is not the expected one
     */
    public SavedPlan plan() {
        return read(PLAN, "saved-plan.missing", "saved-plan.unreadable");
    }

    /**
     * Reads a receipt.
     *
     * @throws UsageException if the file cannot be read
     * @throws RefusedException if it was changed, or belongs to a run that deleted nothing
     */
    public SavedReceipt receipt() {
        SavedReceipt receipt = read(RECEIPT, "saved-receipt.missing", "saved-receipt.unreadable");
        if (!receipt.mayHaveDeleted()) {
            throw new RefusedException(Message.of("saved-receipt.nothing", path, receipt.outcome()));
        }
        return receipt;
    }

    private <T> T read(DocumentReader<T> reader, String missing, String unreadable) {
        try {
            String text = text();
            T document = reader.read(path, text);
            Documents.requireDigest(path, text, digest);
            return document;
        } catch (NoSuchFileException e) {
            throw new UsageException(Message.of(missing, path), e);
        } catch (CharacterCodingException e) {
            throw new RefusedException(Message.of(reader.notJson(), path), e);
        } catch (IOException e) {
            throw new UsageException(Message.of(unreadable, path, Disk.reason(e)), e);
        }
    }

    /**
     * Reads the text.
     *
     * @throws CharacterCodingException if it is not UTF-8, or too long
     * @throws IOException if the file cannot be read
     */
    public String text() throws IOException {
        try (InputStream in = Files.newInputStream(path)) {
            byte[] bytes = in.readNBytes(LONGEST);
            if (in.read() >= 0) {
                throw new MalformedInputException(LONGEST);
            }
            return UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
        }
    }
}
