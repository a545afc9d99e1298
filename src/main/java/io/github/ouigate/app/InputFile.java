package io.github.ouigate.app;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.github.ouigate.message.Message;
import io.github.ouigate.message.RefusedException;
import io.github.ouigate.message.UsageException;
import io.github.ouigate.plan.SavedPlan;
import io.github.ouigate.receipt.SavedReceipt;
import io.github.ouigate.report.json.SavedPlanReader;
import io.github.ouigate.report.json.SavedReceiptReader;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.MalformedInputException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.function.BiFunction;

/** A file that an option names, to be read. */
public record InputFile(Path path) {
    /** Many times the size of a plan or a receipt of hundreds of tables. */
    private static final int LONGEST = 1 << 26;

    /**
     * Reads a plan.
     *
     * @throws UsageException if the file cannot be read
     * @throws RefusedException if it is not as it was written
     */
    public SavedPlan plan() {
        return read(new SavedPlanReader()::read, "saved-plan.missing", "saved-plan.not-json", "saved-plan.unreadable");
    }

    /**
     * Reads a receipt.
     *
     * @throws UsageException if the file cannot be read
     * @throws RefusedException if it is not as it was written, or of a run that has deleted nothing
     */
    public SavedReceipt receipt() {
        return read(
                new SavedReceiptReader()::read,
                "saved-receipt.missing",
                "saved-receipt.not-json",
                "saved-receipt.unreadable");
    }

    private <T> T read(BiFunction<String, String, T> reader, String missing, String notJson, String unreadable) {
        try {
            return reader.apply(path.toString(), text());
        } catch (NoSuchFileException e) {
            throw new UsageException(Message.of(missing, path), e);
        } catch (CharacterCodingException e) {
            throw new RefusedException(Message.of(notJson, path), e);
        } catch (IOException e) {
            throw new UsageException(Message.of(unreadable, path, OutputFile.reason(e)), e);
        }
    }

    /**
     * Reads the text.
     *
     * @throws CharacterCodingException if it is no text in UTF-8, or far too long
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
