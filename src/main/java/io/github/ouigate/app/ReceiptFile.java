package io.github.ouigate.app;

import io.github.ouigate.message.Message;
import io.github.ouigate.message.RefusedException;
import io.github.ouigate.message.UsageException;
import io.github.ouigate.receipt.SavedReceipt;
import io.github.ouigate.report.json.SavedReceiptReader;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;

/** A file that holds a receipt. */
public record ReceiptFile(Path path) {
    /**
     * Reads the receipt.
     *
     * @throws UsageException if the file cannot be read
     * @throws RefusedException if it is not as it was written, or of a run that has deleted nothing
     */
    public SavedReceipt read() {
        try {
            return new SavedReceiptReader().read(path.toString(), DocumentText.of(path));
        } catch (NoSuchFileException e) {
            throw new UsageException(Message.of("saved-receipt.missing", path), e);
        } catch (CharacterCodingException e) {
            throw new RefusedException(Message.of("saved-receipt.not-json", path), e);
        } catch (IOException e) {
            throw new UsageException(Message.of("saved-receipt.unreadable", path, DocumentText.reason(e)), e);
        }
    }
}
