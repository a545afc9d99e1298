package io.github.ouigate.chaos;

import java.util.List;

/** A way to purge; a campaign takes them in turn. */
enum Way {
    AUTO("--keys=auto"),
    CHECK_ONCE("--keys=check-once"),
    TRUNCATE("--truncate");

    private final String option;

    Way(String option) {
        this.option = option;
    }

    /** Returns the options with which a run goes this way and may purge a chaos shop, and some more. */
    List<String> options(String... more) {
        List<String> all = ChaosShop.options(more);
        all.add(option);
        return all;
    }
}
