package io.github.ouigate.testing;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.ouigate.testing.CommandLineRun.Result;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

/** Asserts the reaction of {@code apply} to hazards of its plan. */
public final class Applying {
    private Applying() {}

    /** Confirms, and expects a refusal that names the hazard and changes nothing. */
    public static void isRefused(String code, Shop shop, String... options) {
        ends(4, code, shop, options);
    }

    /** Confirms, and expects a refusal by a hazard of other sessions, which can be retried. */
    public static void isBusy(String code, Shop shop, String... options) {
        ends(8, code, shop, options);
    }

    private static void ends(int exitCode, String code, Shop shop, String... options) {
        List<String> before = everything(shop);

        Result result = confirmed(shop, options);

        assertThat(result.exitCode()).as(result.output()).isEqualTo(exitCode);
        assertThat(result.err()).contains("[" + code + "]");
        assertThat(result.out()).contains("[" + code + "]");
        assertThat(everything(shop)).containsExactlyElementsOf(before);
    }

    /** Expects a warning at the prompt and in both forms of the receipt. */
    public static void warns(String line, Shop shop, String... options) {
        String code = line.split(" ", -1)[1];

        Result text = new CommandLineRun().typing("non").run("apply", shop, options);
        Result json = new CommandLineRun().typing("non").run("apply", shop, with(options, "--json"));

        assertThat(text.exitCode()).as(text.output()).isEqualTo(3);
        assertThat(text.err()).containsSubsequence("[" + code + "]", "Type OUI");
        assertThat(text.out()).containsSubsequence("Warnings shown before confirmation", "[" + code + "]");
        assertThat(json.exitCode()).as(json.output()).isEqualTo(3);
        assertThat(Hazards.in(json)).contains(line);
    }

    /** Confirms, and expects that the conversations are deleted. */
    public static void succeeds(Shop shop, String... options) {
        Result result = confirmed(shop, options);

        assertThat(result.exitCode()).as(result.output()).isZero();
        assertThat(shop.conversations()).isEmpty();
    }

    /** Applies with confirmation and returns the result. */
    public static Result confirmed(Shop shop, String... options) {
        return new CommandLineRun().run("apply", shop, with(options, "-Dconfirmation=OUI"));
    }

    private static String[] with(String[] options, String more) {
        return Stream.concat(Arrays.stream(options), Stream.of(more)).toArray(String[]::new);
    }

    /** Returns a state that every write changes; on PostgreSQL the next transaction ID. */
    private static List<String> everything(Shop shop) {
        return shop.rows(shop instanceof PostgresShop ? "SELECT pg_snapshot_xmax(pg_current_snapshot())" : "SCRIPT");
    }
}
