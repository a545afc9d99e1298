package io.github.ouigate.cli;

import java.util.Locale;
import java.util.ResourceBundle;
import picocli.CommandLine.IVersionProvider;

/** The versions of ouigate and its libraries, as recorded by the build. */
public final class Version implements IVersionProvider {
    private final ResourceBundle build = ResourceBundle.getBundle("io.github.ouigate.cli.version", Locale.ROOT);

    /** Returns the name and the version of the program. */
    public static String text() {
        return "ouigate " + new Version().build.getString("version");
    }

    @Override
    public String[] getVersion() {
        return new String[] {
            text() + " (commit " + build.getString("commit") + ")",
            "Liquibase " + build.getString("liquibase"),
            "PostgreSQL JDBC driver " + build.getString("postgresql"),
            "H2 " + build.getString("h2"),
            "Java " + System.getProperty("java.version")
        };
    }
}
