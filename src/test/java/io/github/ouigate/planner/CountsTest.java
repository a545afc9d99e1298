package io.github.ouigate.planner;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.ouigate.run.progress.Step;
import io.github.ouigate.testing.CommandLineRun;
import io.github.ouigate.testing.CommandLineRun.Result;
import io.github.ouigate.testing.PostgresServer;
import io.github.ouigate.testing.PostgresShop;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What was planned, what is locked and what is deleted are the same rows, or nothing is deleted. */
class CountsTest {
    private static final String TAG = "support-threads-purge";

    private final PostgresShop shop = new PostgresShop(PostgresServer.newest());
    private final List<String> before = shop.conversations();

    @Test
    void refusesWhenAConversationWasOpenedSinceThePlan() {
        Result result = applyWhileAConversationIsOpened();

        assertThat(result.exitCode()).isEqualTo(4);
        assertThat(result.out())
                .contains("public.messages had 36 rows to delete when the plan was made and has 37 now");
        assertThat(shop.conversations()).containsAll(before).hasSize(44);
        assertThat(shop.ledger(TAG)).isEmpty();
        assertThat(shop.lockHolders()).isEmpty();
    }

    @Test
    void deletesWhatWasOpenedSinceThePlanIfThatIsAllowed() {
        Result result = applyWhileAConversationIsOpened("--max-drift", "20%");

        assertThat(result.exitCode()).as(result.output()).isZero();
        assertThat(result.out()).contains("37  rows deleted", "7  rows deleted");
        assertThat(shop.conversations()).isEmpty();
    }

    @Test
    void rollsBackWhenATriggerKeepsRows() {
        shop.execute(
                "CREATE FUNCTION keep() RETURNS trigger LANGUAGE plpgsql AS"
                        + " 'BEGIN IF OLD.author_user_id IS NULL THEN RETURN NULL; END IF; RETURN OLD; END'",
                "CREATE TRIGGER keeping BEFORE DELETE ON messages FOR EACH ROW EXECUTE FUNCTION keep()");

        Result result = new CommandLineRun().run("apply", shop, "-Dconfirmation=OUI");

        assertThat(result.exitCode()).isEqualTo(5);
        assertThat(result.out()).contains("36 rows to delete when it was locked, but 18 were deleted");
        assertThat(shop.conversations()).isEqualTo(before);
        assertThat(shop.ledger(TAG)).isEmpty();
        assertThat(shop.lockHolders()).isEmpty();
    }

    private Result applyWhileAConversationIsOpened(String... options) {
        return new CommandLineRun()
                .withSystemProperty("confirmation", "OUI")
                .watchedBy(step -> {
                    if (step == Step.STARTING) {
                        shop.openConversation();
                    }
                })
                .run("apply", shop, options);
    }
}
