package io.github.ouigate.cli;

import io.github.ouigate.message.Message;
import io.github.ouigate.message.OuigateException;
import io.github.ouigate.message.UsageException;
import io.github.ouigate.plan.SavedPlan;
import io.github.ouigate.report.SavedPlanReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;

/** A file that holds a plan. */
record PlanFile(Path path) {
    /**
     * Reads the plan.
     *
     * @throws UsageException if the file cannot be read
     * @throws io.github.ouigate.message.RefusedException if it is not as it was written
     */
    SavedPlan read() {
        try {
            return new SavedPlanReader().read(path.toString(), Files.readString(path));
        } catch (NoSuchFileException e) {
            throw new UsageException(Message.of("saved-plan.missing", path), e);
        } catch (IOException e) {
            throw new UsageException(Message.of("saved-plan.unreadable", path, reason(e)), e);
        }
    }

    /**
     * Finds out whether the plan could be written, before a database is troubled for it.
     *
     * @throws UsageException if not
     */
    void checkWritable() {
        Path directory = directory();
        if (!Files.isDirectory(directory) || !Files.isWritable(directory) || Files.isDirectory(path)) {
            throw new UsageException(Message.of("saved-plan.unwritable", path, directory));
        }
    }

    /**
     * Writes the plan: the whole of it, or nothing.
     *
     * @throws OuigateException if it cannot be written
     */
    void write(String plan) {
        try {
            Path unfinished =
                    Files.createTempFile(directory(), path.getFileName().toString(), ".tmp");
            try {
                Files.writeString(unfinished, plan);
                Files.move(unfinished, path, StandardCopyOption.ATOMIC_MOVE);
            } finally {
                Files.deleteIfExists(unfinished);
            }
        } catch (IOException e) {
            throw new OuigateException(Message.of("saved-plan.unwritable", path, reason(e)), e);
        }
    }

    private Path directory() {
        Path parent = path.toAbsolutePath().getParent();
        return parent == null ? path : parent;
    }

    private static String reason(IOException e) {
        return e.getClass().getSimpleName() + ": " + e.getMessage();
    }
}
