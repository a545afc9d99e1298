package io.github.ouigate.cli.terminal;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.ouigate.testing.OuigateProcess;
import io.github.ouigate.testing.PostgresServer;
import io.github.ouigate.testing.PostgresShop;
import io.github.ouigate.testing.TerminalSession;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;

/** Input typed before the prompt is displayed. */
@DisabledOnOs(value = OS.WINDOWS, disabledReason = "there is no script command")
class TypeaheadTest {
    private final PostgresShop shop = new PostgresShop(PostgresServer.newest());

    @Test
    void ignoresInputTypedBeforeTheQuestion() {
        List<String> before = shop.conversations();
        try (TerminalSession terminal = apply()) {
            terminal.type("OUI\nOUI\nOUI"); // the last one without its end

            assertThat(terminal.await("Type OUI to delete the rows")).isTrue();
            terminal.type("\n");

            assertThat(terminal.exitCode()).as(terminal.screen()).isEqualTo(3);
        }
        assertThat(shop.conversations()).isEqualTo(before);
    }

    @Test
    @Tag("slow")
    void acceptsTheAnswerTypedAfterTheQuestion() {
        try (TerminalSession terminal = apply()) {
            terminal.type("NON\nNO");

            assertThat(terminal.await("Type OUI to delete the rows")).isTrue();
            terminal.type("OUI\n");

            assertThat(terminal.exitCode()).as(terminal.screen()).isZero();
        }
        assertThat(shop.conversations()).isEmpty();
    }

    private TerminalSession apply() {
        String command = OuigateProcess.command("apply", "--url", shop.url(), "--lang", "en");
        return new TerminalSession(Path.of("").toAbsolutePath(), Map.of(), command);
    }
}
