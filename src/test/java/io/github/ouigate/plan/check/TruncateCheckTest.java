package io.github.ouigate.plan.check;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.ouigate.testing.H2Shop;
import io.github.ouigate.testing.Hazards;
import org.junit.jupiter.api.Test;

class TruncateCheckTest {
    @Test
    void refusesProductsWhoseTruncateCommits() {
        assertThat(Hazards.of(new H2Shop(), "--truncate")).contains("BLOCK TRUNCATE_UNSUPPORTED");
    }
}
