package io.github.ouigate.run;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class TimeLimitTest {
    /** A failure before the tables are locked is not caused by the time limit. */
    @Test
    void isNotOverBeforeTheStart() {
        TimeLimit limit = new TimeLimit(Optional.of(Duration.ofMillis(-1)));

        assertThat(limit.isOver()).isFalse();

        limit.start();
        assertThat(limit.isOver()).isTrue();

        limit.end();
        assertThat(limit.isOver()).isFalse();
    }

    @Test
    void stopsARunThatTakesFarLongerThanExpected() {
        assertThat(TimeLimit.longest(Duration.ofMillis(300))).isEqualTo(Duration.ofSeconds(10));
        assertThat(TimeLimit.longest(Duration.ofSeconds(30))).isEqualTo(Duration.ofSeconds(150));

        TimeLimit limit = new TimeLimit(Optional.empty());
        limit.expect(Duration.ofSeconds(-100));
        limit.start();
        assertThat(limit.atMost(Duration.ofMinutes(1))).isBetween(Duration.ofSeconds(9), Duration.ofSeconds(10));
    }
}
