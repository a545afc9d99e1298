package io.github.ouigate.app;

import io.github.ouigate.io.AtomicFile;
import io.github.ouigate.message.Message;
import io.github.ouigate.message.OuigateException;
import io.github.ouigate.message.RefusedException;
import io.github.ouigate.message.UsageException;
import io.github.ouigate.plan.SavedPlan;
import io.github.ouigate.report.json.SavedPlanReader;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;

/** A file that holds a plan. */
public record PlanFile(Path path) {
    /**
     * Reads the plan.
     *
     * @throws UsageException if the file cannot be read
     * @throws RefusedException if it is not as it was written
     */
    public SavedPlan read() {
        try {
            return new SavedPlanReader().read(path.toString(), DocumentText.of(path));
        } catch (NoSuchFileException e) {
            throw new UsageException(Message.of("saved-plan.missing", path), e);
        } catch (CharacterCodingException e) {
            throw new RefusedException(Message.of("saved-plan.not-json", path), e);
        } catch (IOException e) {
            throw new UsageException(Message.of("saved-plan.unreadable", path, DocumentText.reason(e)), e);
        }
    }

    /**
     * Finds out whether the plan could be written, before a database is troubled for it.
     *
     * @throws UsageException if not
     */
    public void checkWritable() {
        Path directory = directory(path);
        boolean other = Files.exists(path) && !Files.isRegularFile(path); // a device would be replaced by the plan
        if (!Files.isDirectory(directory) || !Files.isWritable(directory) || other) {
            throw new UsageException(Message.of("saved-plan.unwritable", path, directory));
        }
    }

    /**
     * Writes the plan: the whole of it, or nothing.
     *
     * @throws OuigateException if it cannot be written
     */
    public void write(String plan) {
        try {
            AtomicFile.write(path, plan);
        } catch (IOException e) {
            throw new OuigateException(Message.of("saved-plan.unwritable", path, DocumentText.reason(e)), e);
        }
    }

    private static Path directory(Path file) {
        Path parent = file.toAbsolutePath().getParent();
        return parent == null ? file : parent;
    }
}
