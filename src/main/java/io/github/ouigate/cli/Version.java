package io.github.ouigate.cli;

import java.util.Objects;
import picocli.CommandLine.IVersionProvider;

/** The version that the jar's manifest gives. */
final class Version implements IVersionProvider {
    /** Returns the name and the version of the program. */
    static String text() {
        String version = Version.class.getPackage().getImplementationVersion();
        return "ouigate " + Objects.requireNonNullElse(version, "(not packaged)");
    }

    @Override
    public String[] getVersion() {
        return new String[] {text()};
    }
}
