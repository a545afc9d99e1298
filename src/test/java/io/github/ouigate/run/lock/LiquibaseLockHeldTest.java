package io.github.ouigate.run.lock;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.ouigate.testing.CommandLineRun;
import io.github.ouigate.testing.CommandLineRun.Result;
import io.github.ouigate.testing.EveryDatabase;
import io.github.ouigate.testing.Shop;
import io.github.ouigate.testing.TestDatabase;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;

/** Liquibase's lock held by a program other than ouigate, whose state is unknown. */
@ParameterizedClass
@EveryDatabase
class LiquibaseLockHeldTest {
    private final Shop shop;

    LiquibaseLockHeldTest(TestDatabase database) {
        shop = database.newShop();
        new CommandLineRun().run("apply", shop, "-Dconfirmation=OUI", "--tag", "earlier");
        shop.openConversation();
        shop.execute("UPDATE DATABASECHANGELOGLOCK SET LOCKED = TRUE, LOCKEDBY = 'jenkins (10.0.0.5)',"
                + " LOCKGRANTED = LOCALTIMESTAMP - INTERVAL '1' HOUR");
    }

    @Test
    void refusesAndNamesTheHolderAndItsAge() {
        List<String> conversations = shop.conversations();
        List<String> ledger = shop.rows("SELECT * FROM DATABASECHANGELOG");
        List<String> lock = shop.rows("SELECT * FROM DATABASECHANGELOGLOCK");

        Result result = new CommandLineRun().run("apply", shop, "-Dconfirmation=OUI");

        assertThat(result.exitCode()).as(result.output()).isEqualTo(8);
        assertThat(result.out())
                .contains("[LIQUIBASE_LOCKED]", "jenkins (10.0.0.5) has held the Liquibase lock for 60 min");
        assertThat(shop.conversations()).isEqualTo(conversations);
        assertThat(shop.rows("SELECT * FROM DATABASECHANGELOG")).isEqualTo(ledger);
        assertThat(shop.rows("SELECT * FROM DATABASECHANGELOGLOCK")).isEqualTo(lock);
    }

    @Test
    void statusShowsItAsForeign() {
        Result status = new CommandLineRun().run("status", shop);
        Result json = new CommandLineRun().run("status", shop, "--json");

        assertThat(status.out()).contains("jenkins (10.0.0.5)", "is not ouigate");
        assertThat(json.out()).contains("\"state\" : \"FOREIGN\"");
    }

    @Test
    void proceedsAfterItsRelease() {
        shop.execute("UPDATE DATABASECHANGELOGLOCK SET LOCKED = FALSE, LOCKEDBY = NULL, LOCKGRANTED = NULL");

        Result result = new CommandLineRun().run("apply", shop, "-Dconfirmation=OUI");

        assertThat(result.exitCode()).as(result.output()).isZero();
        assertThat(shop.conversations()).isEmpty();
        assertThat(shop.lockHolders()).isEmpty();
    }
}
