package io.github.ouigate.gate;

import java.util.List;
import java.util.Optional;

/**
 * The confirmations that are available without a prompt.
 *
 * @param option the value of {@code -Dconfirmation=…} on ouigate's command line
 * @param systemProperty the value of the Java system property {@code confirmation}, set by Maven
 * @param impostors names of environment variables and system properties that equal {@code confirmation} except for
 *     case; Liquibase, which ignores case, would read them
 * @param inherited environment variables and configuration files of Java and Maven that define the property for every
 *     run
 */
public record Confirmations(
        Optional<String> option, Optional<String> systemProperty, List<String> impostors, List<String> inherited) {
    public Confirmations {
        impostors = List.copyOf(impostors);
        inherited = List.copyOf(inherited);
    }
}
