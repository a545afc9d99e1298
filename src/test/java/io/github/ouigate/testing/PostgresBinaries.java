package io.github.ouigate.testing;

import io.zonky.test.db.postgres.embedded.PgBinaryResolver;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.jar.JarEntry;
import java.util.jar.JarInputStream;

/** The programs of a major version, from the archive copied by the build; equal archives are unpacked once. */
record PostgresBinaries(int version) implements PgBinaryResolver {
    @Override
    public InputStream getPgBinary(String system, String machine) throws IOException {
        Path jar = Path.of("target", "postgres", "postgres-" + version + ".jar");
        JarInputStream entries = new JarInputStream(Files.newInputStream(jar));
        for (JarEntry entry = entries.getNextJarEntry(); entry != null; entry = entries.getNextJarEntry()) {
            if (entry.getName().toLowerCase(Locale.ROOT).endsWith(".txz")) {
                return entries;
            }
        }
        throw new IOException("no server in " + jar);
    }
}
