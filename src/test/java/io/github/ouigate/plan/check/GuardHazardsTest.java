package io.github.ouigate.plan.check;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.ouigate.testing.Applying;
import io.github.ouigate.testing.EveryPostgres;
import io.github.ouigate.testing.Hazards;
import io.github.ouigate.testing.PostgresServer;
import io.github.ouigate.testing.PostgresShop;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;

/** The operator's expectations of a database. */
@ParameterizedClass
@EveryPostgres
class GuardHazardsTest {
    private static final String USUAL = "NOTE MISSING_INDEX public.messages";
    private static final String[] PRODUCTION = {"--environment", "production"};

    private final PostgresShop shop;

    GuardHazardsTest(int version) {
        shop = new PostgresShop(PostgresServer.version(version));
    }

    @Test
    void refusesADatabaseOtherThanTheExpectedOne() {
        assertThat(Hazards.of(shop, "--expect-database", "Shop"))
                .containsExactlyInAnyOrder(USUAL, "BLOCK OTHER_DATABASE");
        Applying.isRefused("OTHER_DATABASE", shop, "--expect-database", "Shop");

        assertThat(Hazards.of(shop, "--expect-database", shop.database())).containsExactly(USUAL);
        Applying.succeeds(shop, "--expect-database", shop.database());
    }

    @Test
    void refusesAnUnmarkedDatabaseUntilItsRemedy() {
        assertThat(Hazards.of(shop, PRODUCTION)).containsExactlyInAnyOrder(USUAL, "BLOCK ENVIRONMENT_UNMARKED");
        Applying.isRefused("ENVIRONMENT_UNMARKED", shop, PRODUCTION);

        Hazards.statements("ENVIRONMENT_UNMARKED", shop, PRODUCTION).forEach(shop::execute);

        assertThat(Hazards.of(shop, PRODUCTION)).containsExactly(USUAL);
        Applying.succeeds(shop, PRODUCTION);
    }

    @Test
    void refusesAMarkedDatabaseUntilItsEnvironmentIsNamedOrRemoved() {
        shop.execute("ALTER DATABASE " + shop.database() + " SET ouigate.environment = 'production'");

        assertThat(Hazards.of(shop)).containsExactlyInAnyOrder(USUAL, "BLOCK ENVIRONMENT_UNNAMED");
        assertThat(Hazards.of(shop, "--environment", "staging"))
                .containsExactlyInAnyOrder(USUAL, "BLOCK OTHER_ENVIRONMENT");
        Applying.isRefused("ENVIRONMENT_UNNAMED", shop);
        Applying.isRefused("OTHER_ENVIRONMENT", shop, "--environment", "staging");
        assertThat(Hazards.of(shop, PRODUCTION)).containsExactly(USUAL);

        shop.execute("ALTER DATABASE " + shop.database() + " RESET ouigate.environment");

        assertThat(Hazards.of(shop)).containsExactly(USUAL);
        Applying.succeeds(shop);
    }

    @Test
    void refusesMoreRowsThanAllowed() {
        assertThat(Hazards.of(shop, "--max-rows", "41")).containsExactlyInAnyOrder(USUAL, "BLOCK TOO_MANY_ROWS");
        Applying.isRefused("TOO_MANY_ROWS", shop, "--max-rows", "41");

        shop.execute("DELETE FROM messages WHERE id = (SELECT min(id::text)::uuid FROM messages)");

        assertThat(Hazards.of(shop, "--max-rows", "41")).containsExactly(USUAL);
        Applying.succeeds(shop, "--max-rows", "41");
    }
}
