package io.github.ouigate.app;

import io.github.ouigate.io.Disk;
import io.github.ouigate.json.DocumentReader;
import io.github.ouigate.json.Documents;
import io.github.ouigate.message.Message;
import io.github.ouigate.message.RefusedException;
import io.github.ouigate.message.UsageException;
import io.github.ouigate.receipt.SavedReceipt;
import io.github.ouigate.receipt.SavedRequest;
import io.github.ouigate.receipt.SavedRestore;
import io.github.ouigate.verify.recovery.KeptReceipts;
import io.github.ouigate.verify.recovery.KeptReceipts.KeptPurge;
import io.github.ouigate.verify.recovery.KeptReceipts.Unreadable;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** A directory of stored receipts. */
public record ReceiptDirectory(Path path) {
    private static final DocumentReader<SavedReceipt> PURGE = reader("receipt", SavedReceipt.class);
    private static final DocumentReader<SavedRequest> REQUEST = reader("receipt", SavedRequest.class);
    private static final DocumentReader<SavedRestore> RESTORE = reader("restore", SavedRestore.class);

    private static <T> DocumentReader<T> reader(String kind, Class<T> type) {
        return new DocumentReader<>(
                kind, type, "saved-receipt.not-json", "saved-receipt.other-kind", "saved-receipt.edited");
    }

    /**
     * Reads every receipt. Other documents of ouigate and files that do not end in {@code .json} are ignored.
     *
     * @throws UsageException if the directory cannot be read
     */
    public KeptReceipts read() {
        List<KeptPurge> purges = new ArrayList<>();
        List<SavedRestore> restores = new ArrayList<>();
        List<Unreadable> unreadable = new ArrayList<>();
        for (Path file : files()) {
            try {
                String text = new InputFile(file).text();
                String kind = Documents.kindOf(text)
                        .orElseThrow(() -> new RefusedException(Message.of("saved-receipt.not-json", file)));
                if (kind.equals(PURGE.kind())) {
                    purges.add(new KeptPurge(file, PURGE.read(file, text), REQUEST.read(file, text)));
                } else if (kind.equals(RESTORE.kind())) {
                    restores.add(RESTORE.read(file, text));
                }
            } catch (RefusedException e) {
                unreadable.add(new Unreadable(file, e.problem()));
            } catch (CharacterCodingException e) {
                unreadable.add(new Unreadable(file, Message.of("saved-receipt.not-json", file)));
            } catch (IOException e) {
                unreadable.add(new Unreadable(file, Message.of("saved-receipt.unreadable", file, Disk.reason(e))));
            }
        }
        return new KeptReceipts(path, purges, restores, unreadable);
    }

    private List<Path> files() {
        Disk.requireDirectory(path, "receipt-dir.missing");
        try (Stream<Path> files = Files.list(path)) {
            return files.filter(file -> file.getFileName().toString().matches("[^.].*\\.json"))
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw new UsageException(Message.of("saved-receipt.unreadable", path, Disk.reason(e)), e);
        }
    }
}
