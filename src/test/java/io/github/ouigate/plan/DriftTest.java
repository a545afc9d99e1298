package io.github.ouigate.plan;

import static org.assertj.core.api.Assertions.assertThat;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.LongRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DriftTest {
    @Test
    void readsRows() {
        assertThat(Drift.parse("0")).contains(Drift.NONE);
        assertThat(Drift.parse("12")).contains(new Drift(12, 0, false));
        assertThat(Drift.parse("999999999999999")).contains(new Drift(999_999_999_999_999L, 0, false));
    }

    @Test
    void readsPercentages() {
        assertThat(Drift.parse("0%")).contains(new Drift(0, 0, false));
        assertThat(Drift.parse("5%")).contains(new Drift(0, 5, false));
        assertThat(Drift.parse("250%")).contains(new Drift(0, 250, false));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "%",
                "-1",
                "+1",
                "1.5",
                "1,5",
                "5 %",
                " 5",
                "5 ",
                "5%%",
                "%5",
                "1e3",
                "0x10",
                "five",
                "5\n",
                "\u0665",
                "1000000000000000"
            })
    void readsNothingElse(String text) {
        assertThat(Drift.parse(text)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "0, 10, 10, true",
        "0, 10, 11, false",
        "0, 10, 9, false",
        "2, 10, 12, true",
        "2, 10, 8, true",
        "2, 10, 13, false",
        "2, 10, 7, false",
        "2, 0, 2, true",
        "0%, 10, 10, true",
        "0%, 10, 11, false",
        "10%, 100, 110, true",
        "10%, 100, 90, true",
        "10%, 100, 111, false",
        "10%, 100, 89, false",
        "10%, 15, 16, true",
        "10%, 15, 17, false",
        "100%, 10, 0, true",
        "100%, 10, 20, true",
        "50%, 0, 1, false",
        "1%, 99, 100, false",
        "999999999999999%, 9223372036854775807, 0, true",
    })
    void allowsUpToItselfInBothDirections(String drift, long planned, long actual, boolean allowed) {
        assertThat(Drift.parse(drift).orElseThrow().allows(planned, actual)).isEqualTo(allowed);
    }

    @ParameterizedTest
    @CsvSource({
        "36, 36, true",
        "36, 136, true",
        "36, 137, false",
        "36, 35, false",
        "0, 100, true",
        "20000, 20200, true",
        "20000, 20201, false",
    })
    void defaultPermitsGrowthByRowsOrPercentWhicheverIsLarger(long planned, long actual, boolean allowed) {
        assertThat(new Drift(100, 1, true).allows(planned, actual)).isEqualTo(allowed);
    }

    @Property
    void allowsExactlyThatManyOfAHundredRows(
            @ForAll @LongRange(max = 300) long percent, @ForAll @LongRange(min = 1, max = 1_000_000) long hundreds) {
        Drift drift = new Drift(0, percent, false);
        long planned = 100 * hundreds;
        long most = percent * hundreds;

        assertThat(drift.allows(planned, planned + most)).isTrue();
        assertThat(drift.allows(planned, planned + most + 1)).isFalse();
    }
}
