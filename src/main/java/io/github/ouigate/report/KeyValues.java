package io.github.ouigate.report;

import io.github.ouigate.db.DatabaseIdentity;
import java.util.ArrayList;
import java.util.List;

/** Names and values that head a page. */
final class KeyValues {
    private final Messages words;
    private final List<Page.Fact> facts = new ArrayList<>();

    KeyValues(Messages words) {
        this.words = words;
    }

    KeyValues add(String key, String value) {
        return add(key, Emphasis.PLAIN, value);
    }

    KeyValues add(String key, Emphasis tone, String value) {
        facts.add(new Page.Fact(words.text(key), tone, value));
        return this;
    }

    /** Adds who the server says that it is. */
    KeyValues target(DatabaseIdentity target) {
        add(
                "fact.database",
                target.host() == null
                        ? words.text(
                                "target.embedded", target.database(), target.product(), target.version(), target.user())
                        : words.text(
                                "target.summary",
                                target.database(),
                                target.product(),
                                target.version(),
                                target.host(),
                                target.user(),
                                words.text(target.tls() ? "target.tls" : "target.no-tls")));
        if (target.systemIdentifier() != null) {
            add("fact.system", target.systemIdentifier());
        }
        if (target.environment() != null) {
            add("fact.environment", Messages.printable(target.environment()));
        }
        return this;
    }

    List<Page.Fact> list() {
        return facts;
    }
}
