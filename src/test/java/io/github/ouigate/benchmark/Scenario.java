package io.github.ouigate.benchmark;

import java.util.Locale;

/** A measured shop: its conversations, its messages, and its setting. */
record Scenario(int conversations, int messages, Setting setting) {
    /** Parses {@code 1000/10000}, or {@code 1000/10000:restore} with another setting than the first. */
    static Scenario parse(String text) {
        String[] parts = text.split("[/:]", -1);
        Setting setting = parts.length == 3 ? Setting.valueOf(parts[2].toUpperCase(Locale.ROOT)) : Setting.NO_INDEX;
        return new Scenario(Integer.parseInt(parts[0]), Integer.parseInt(parts[1]), setting);
    }

    /** Returns the number of scanned messages if each deleted conversation scans all of them; 0 with an index. */
    double scannedMessages() {
        return setting.hasIndex() ? 0 : (double) conversations * messages;
    }

    /**
     * Returns whether there are concurrent sessions; starting them would take longer than the purge of a small shop.
     */
    boolean hasTraffic() {
        return messages >= 1_000;
    }

    @Override
    public String toString() {
        return String.format(Locale.ROOT, "%,d conversations, %,d messages%s", conversations, messages, setting);
    }
}
