package io.github.ouigate.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Writes job files that pass the lint. */
public final class JobFile {
    private static final String HEAD = """
            databaseChangeLog:
              - logicalFilePath: own-job.yaml
              - property: { name: tag, value: own-purge }
              - changeSet:
                  id: own-${tag}
                  author: tester
                  contextFilter: "@manual"
                  preConditions:
                    - onFail: HALT
                    - onError: HALT
                    - onSqlOutput: TEST
                    - changeLogPropertyDefined: { property: confirmation, value: OUI }
                  changes:
            """;

    private JobFile() {}

    /** Writes a job of some deletes, each in the form {@code tableName: messages, where: "…"}, and returns its file. */
    public static Path in(Path directory, String... deletes) {
        StringBuilder job = new StringBuilder(HEAD);
        for (String delete : deletes) {
            job.append("        - delete: { ").append(delete).append(" }\n");
        }
        job.append("        - tagDatabase: { tag: \"${tag}\" }\n");
        try {
            return Files.writeString(directory.resolve("job.yaml"), job);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
