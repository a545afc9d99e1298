package io.github.ouigate.chaos;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.ouigate.testing.PostgresServer;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** A short campaign with a fixed seed; {@code scripts/chaos} runs longer ones with other seeds. */
@Tag("slow")
class CrashCampaignTest {
    private static final long SEED = 261;

    @Test
    void crashesLeaveAllOrNothingAndAccurateOutcomes() {
        Map<Disturbance, Integer> trials = Map.of(Disturbance.KILL, 2, Disturbance.CUT, 6, Disturbance.STOP, 2);
        int newest = PostgresServer.versions().get(PostgresServer.versions().size() - 1);

        List<Trial> made = new CrashCampaign(trials, 500, 5_000, SEED).run(List.of(newest), trial -> {});

        assertThat(made).hasSize(10);
        assertThat(made.stream().filter(trial -> !trial.violations().isEmpty()).map(trial -> trial.report(SEED)))
                .isEmpty();
        assertThat(made).extracting(Trial::fate).contains(TransactionOutcome.COMMITTED, TransactionOutcome.ROLLED_BACK);
        assertThat(made).anyMatch(trial -> trial.ending().isUnknown());
    }
}
