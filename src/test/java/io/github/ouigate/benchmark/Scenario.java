package io.github.ouigate.benchmark;

import java.util.Locale;

/** A shop to be measured: its conversations, its messages, and what it is like. */
record Scenario(int conversations, int messages, Setting setting) {
    /** Parses {@code 1000/10000}, or {@code 1000/10000:restore} for another setting than the first. */
    static Scenario parse(String text) {
        String[] parts = text.split("[/:]", -1);
        Setting setting = parts.length == 3 ? Setting.valueOf(parts[2].toUpperCase(Locale.ROOT)) : Setting.NO_INDEX;
        return new Scenario(Integer.parseInt(parts[0]), Integer.parseInt(parts[1]), setting);
    }

    /** Returns how many messages are scanned in all where each deleted conversation scans them; 0 with an index. */
    double scannedMessages() {
        return setting.hasIndex() ? 0 : (double) conversations * messages;
    }

    /** Returns whether others read and write meanwhile: in a small shop that would take longer than the purge. */
    boolean hasTraffic() {
        return messages >= 1_000;
    }

    @Override
    public String toString() {
        return String.format(Locale.ROOT, "%,d conversations, %,d messages%s", conversations, messages, setting);
    }
}
