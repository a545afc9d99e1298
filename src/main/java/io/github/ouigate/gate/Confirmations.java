package io.github.ouigate.gate;

import java.util.List;
import java.util.Optional;

/**
 * Where a confirmation can come from without anybody being asked.
 *
 * @param option the value of {@code -Dconfirmation=…} on ouigate's command line
 * @param systemProperty the value of the Java system property {@code confirmation}, as Maven passes it on
 * @param impostors names in the environment and among the system properties that Liquibase, which ignores case, would
 *     take for the confirmation
 * @param inherited environment variables and files of Java and Maven that define the property: nobody has written it for
 *     this run
 */
public record Confirmations(
        Optional<String> option, Optional<String> systemProperty, List<String> impostors, List<String> inherited) {
    public Confirmations {
        impostors = List.copyOf(impostors);
        inherited = List.copyOf(inherited);
    }
}
