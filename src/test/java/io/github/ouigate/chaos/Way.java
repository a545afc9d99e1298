package io.github.ouigate.chaos;

import java.util.List;

/** The ways to purge; a campaign alternates between them. */
enum Way {
    AUTO("--keys=auto"),
    CHECK_ONCE("--keys=check-once"),
    TRUNCATE("--truncate");

    private final String option;

    Way(String option) {
        this.option = option;
    }

    /** Returns the options for this way that permit a run to purge a chaos shop, and {@code more}. */
    List<String> options(String... more) {
        List<String> all = ChaosShop.options(more);
        all.add(option);
        return all;
    }
}
