package io.github.ouigate.report;

import io.github.ouigate.db.DatabaseIdentity;
import io.github.ouigate.db.session.SessionSettings;
import io.github.ouigate.job.Job;
import io.github.ouigate.message.Message;
import io.github.ouigate.report.Page.KeyValue;
import io.github.ouigate.run.progress.RunTimes;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** Builds a list of names and values. Names are keys of the message bundles. */
final class KeyValues {
    private final Messages messages;
    private final List<KeyValue> list = new ArrayList<>();

    KeyValues(Messages messages) {
        this.messages = messages;
    }

    KeyValues add(String key, Object value) {
        return add(key, Emphasis.PLAIN, value);
    }

    KeyValues add(String key, Emphasis emphasis, Object value) {
        list.add(new KeyValue(messages.text(key), emphasis, messages.value(value)));
        return this;
    }

    /** Adds the database as the server describes it. */
    KeyValues database(DatabaseIdentity database) {
        String name = database.name();
        String product = database.product();
        String version = database.version();
        Message tls = Message.of(database.tls() ? "target.tls" : "target.no-tls");
        if (database.isEmbedded()) {
            add("fact.database", Message.of("target.embedded", name, product, version, database.user()));
        } else if (database.host() == null) {
            add("fact.database", Message.of("target.socket", name, product, version, database.user()));
        } else {
            add(
                    "fact.database",
                    Message.of("target.summary", name, product, version, database.host(), database.user(), tls));
        }
        if (database.systemIdentifier() != null) {
            add("fact.system", database.systemIdentifier());
        }
        if (database.environment() != null) {
            add("fact.environment", database.environment());
        }
        return this;
    }

    /** Adds the settings that conditions most often depend on; nothing for a product without such settings. */
    KeyValues settings(SessionSettings settings) {
        settings.timeZoneSource()
                .ifPresent(source -> add(
                        "fact.settings",
                        Message.of(
                                "settings.summary",
                                settings.value(SessionSettings.TIME_ZONE),
                                Message.of("settings.zone." + source),
                                settings.value("DateStyle"),
                                settings.value("search_path"))));
        return this;
    }

    /** Adds the changeset and the file of a job. */
    KeyValues job(Job job) {
        return add("fact.job", Message.of("job.summary", job.changeSet(), job.author()))
                .add("fact.changelog", job.changelog());
    }

    KeyValues run(String id, String operator) {
        return add("fact.run", Message.of("receipt.run", id, operator));
    }

    /** Adds when a run started, the duration of its steps, and how long it blocked writers. */
    KeyValues times(Instant start, RunTimes times) {
        String steps = times.steps().entrySet().stream()
                .filter(step -> step.getValue() > 0)
                .map(step -> messages.text("timing." + step.getKey()) + " " + messages.number(step.getValue()) + " ms")
                .collect(Collectors.joining(", "));
        add("fact.time", Messages.utc(start) + (steps.isEmpty() ? "" : " (" + steps + ")"));
        return times.writersShutOut() > 0
                ? add("fact.writers", Message.of("receipt.writers", times.writersShutOut()))
                : this;
    }

    List<KeyValue> list() {
        return List.copyOf(list);
    }
}
