package io.github.ouigate.receipt;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.ouigate.testing.Applying;
import io.github.ouigate.testing.CommandLineRun;
import io.github.ouigate.testing.CommandLineRun.Result;
import io.github.ouigate.testing.NewestPostgres;
import io.github.ouigate.testing.PostgresServer;
import io.github.ouigate.testing.PostgresShop;
import io.github.ouigate.testing.PrintedCommand;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedClass;

/** The recovery instructions of the receipt restore the state just before the run. */
@ParameterizedClass
@NewestPostgres
@Tag("slow")
class PointInTimeRecoveryTest {
    private static final Pattern TARGET =
            Pattern.compile("(recovery_target_xid = '\\d+'), (recovery_target_inclusive = off)");

    private final int version;

    @TempDir
    private Path archives;

    @TempDir
    private Path receipts;

    PointInTimeRecoveryTest(int version) {
        this.version = version;
    }

    @Test
    void recoversToJustBeforeTheRun() {
        try (PostgresServer server = PostgresServer.start(version)) {
            PostgresShop shop = new PostgresShop(server);
            PostgresServer.Backup backup = server.backUp();
            shop.openConversation();
            List<String> justBefore = shop.conversations();

            Result result = Applying.confirmed(shop);
            shop.openConversation();

            assertThat(result.exitCode()).as(result.output()).isZero();
            Matcher target = TARGET.matcher(result.out());
            assertThat(target.find()).as(result.out()).isTrue();
            try (PostgresServer recovered = backup.recover(target.group(1), target.group(2))) {
                assertThat(shop.on(recovered).conversations()).isEqualTo(justBefore);
                assertThat(shop.on(recovered).ledger("support-threads-purge")).isEmpty();
            }
        }
    }

    /**
     * Of three purges, the second was restored deliberately; the server is recovered to just before the second. The
     * third purge has to be repeated, the second has not.
     */
    @Test
    void showsWhichPurgesAreToBeAppliedAgain() {
        try (PostgresServer server = PostgresServer.start(version)) {
            PostgresShop shop = new PostgresShop(server);
            PostgresServer.Backup backup = server.backUp();
            Result first = apply(shop, "first");
            shop.openConversation();
            List<String> beforeSecond = shop.conversations();
            Result second = apply(shop, "second");
            Result restored = new CommandLineRun().run("restore", shop, with("--tag", "second", "-Dconfirmation=OUI"));
            assertThat(restored.exitCode()).as(restored.output()).isZero();
            Result third = apply(shop, "third");
            Matcher target = TARGET.matcher(second.out());
            assertThat(target.find()).as(second.out()).isTrue();
            assertThat(verify(shop).exitCode()).as(first.out() + third.out()).isZero();

            try (PostgresServer recovered = backup.recover(target.group(1), target.group(2))) {
                PostgresShop back = shop.on(recovered);
                assertThat(back.conversations()).isEqualTo(beforeSecond);

                Result found = verify(back);

                assertThat(found.exitCode()).as(found.output()).isEqualTo(7);
                List<String> commands = PrintedCommand.in(found.out());
                assertThat(commands).hasSize(1);
                assertThat(commands.get(0)).contains("--tag third", back.url());
                Result again = PrintedCommand.run(commands.get(0), "-Dconfirmation=OUI");
                assertThat(again.exitCode()).as(again.output()).isZero();
                assertThat(back.conversations()).isEmpty();
                assertThat(verify(back).exitCode()).isZero();
            }
        }
    }

    private Result apply(PostgresShop shop, String tag) {
        Result result = new CommandLineRun().run("apply", shop, with("--tag", tag, "-Dconfirmation=OUI"));
        assertThat(result.exitCode()).as(result.output()).isZero();
        return result;
    }

    private Result verify(PostgresShop shop) {
        return new CommandLineRun().run("verify", shop, "--receipt-dir", receipts.toString());
    }

    private String[] with(String... options) {
        List<String> all =
                new ArrayList<>(List.of("--archive", archives.toString(), "--receipt-dir", receipts.toString()));
        all.addAll(List.of(options));
        return all.toArray(String[]::new);
    }
}
