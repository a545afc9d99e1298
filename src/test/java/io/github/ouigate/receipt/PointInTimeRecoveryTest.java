package io.github.ouigate.receipt;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.ouigate.testing.Applying;
import io.github.ouigate.testing.CommandLineRun.Result;
import io.github.ouigate.testing.NewestPostgres;
import io.github.ouigate.testing.PostgresServer;
import io.github.ouigate.testing.PostgresShop;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;

/** The sentence of the receipt leads back to just before the run, and no further. */
@ParameterizedClass
@NewestPostgres
@Tag("slow")
class PointInTimeRecoveryTest {
    private static final Pattern TARGET =
            Pattern.compile("(recovery_target_xid = '\\d+'), (recovery_target_inclusive = off)");

    private final int version;

    PointInTimeRecoveryTest(int version) {
        this.version = version;
    }

    @Test
    void leadsBackToJustBeforeTheRun() {
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
}
