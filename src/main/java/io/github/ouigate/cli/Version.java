package io.github.ouigate.cli;

import io.github.ouigate.io.Resources;
import java.io.IOException;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.util.Properties;
import picocli.CommandLine.IVersionProvider;

/** Which ouigate it is, and what of others is in it: as the build has written it down. */
public final class Version implements IVersionProvider {
    private static final String FILE = "version.properties";

    /** Returns the name and the version of the program. */
    public static String text() {
        return "ouigate " + read().getProperty("version");
    }

    @Override
    public String[] getVersion() {
        Properties build = read();
        return new String[] {
            text() + " (commit " + build.getProperty("commit") + ")",
            "Liquibase " + build.getProperty("liquibase"),
            "PostgreSQL JDBC driver " + build.getProperty("postgresql"),
            "H2 " + build.getProperty("h2"),
            "Java " + System.getProperty("java.version")
        };
    }

    private static Properties read() {
        Properties properties = new Properties();
        try {
            properties.load(new StringReader(Resources.text(Version.class, FILE)));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return properties;
    }
}
