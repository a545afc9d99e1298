package io.github.ouigate.archive;

import com.github.luben.zstd.util.Native;
import io.github.ouigate.io.TemporaryDirectory;
import io.github.ouigate.message.Message;
import io.github.ouigate.message.OuigateException;

/** The native compression library of archives, which Java unpacks to a file before loading it. */
final class Zstandard {
    private Zstandard() {}

    /**
     * Loads the library.
     *
     * @throws OuigateException if this machine cannot load it
     */
    static void load() {
        try {
            Native.load();
        } catch (LinkageError e) {
            String reason = String.valueOf(e.getMessage()).lines().findFirst().orElse("");
            throw new OuigateException(Message.of("archive.no-library", TemporaryDirectory.path(), reason), e);
        }
    }
}
