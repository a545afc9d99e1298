package io.github.ouigate.plan.check;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.ouigate.plan.Hazard;
import io.github.ouigate.testing.EveryPostgres;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;

/**
 * A plan for a large purge reports the amount of write-ahead log and the replication slots that it would invalidate.
 */
@ParameterizedClass
@EveryPostgres
class WalCheckTest {
    private final PurgedShop purged;

    WalCheckTest(int version) {
        purged = new PurgedShop(version);
    }

    @Test
    void reportsALargeAmountOfWal() {
        assertThat(purged.hazards()).noneMatch(hazard -> hazard.contains("WAL"));

        purged.shop().fill(1_000, 20_000);
        purged.execute("VACUUM messages, message_threads");

        assertThat(purged.hazard(Hazard.Code.WAL_VOLUME).path("message").asText())
                .matches(".* up to \\d MB of write-ahead log.*");
    }

    @Test
    void namesASlotThatWouldBeInvalidated() {
        purged.shop().fill(1_000, 20_000);
        String slot = "of_" + purged.shop().database();
        purged.execute("VACUUM messages, message_threads");
        try {
            purged.execute(
                    "SELECT pg_create_physical_replication_slot('" + slot + "', true)",
                    "ALTER SYSTEM SET max_slot_wal_keep_size = '1MB'",
                    "SELECT pg_reload_conf()",
                    "SELECT pg_switch_wal()");

            assertThat(purged.hazards()).contains("WARN WAL_BEYOND_SLOT");
            assertThat(purged.hazard(Hazard.Code.WAL_BEYOND_SLOT)
                            .path("message")
                            .asText())
                    .contains(slot);
        } finally {
            purged.execute(
                    "ALTER SYSTEM RESET max_slot_wal_keep_size",
                    "SELECT pg_reload_conf()",
                    "SELECT pg_drop_replication_slot('" + slot + "')");
        }
    }
}
