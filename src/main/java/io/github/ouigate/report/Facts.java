package io.github.ouigate.report;

import io.github.ouigate.db.TargetIdentity;
import java.util.ArrayList;
import java.util.List;

/** Names and values that head a page. */
final class Facts {
    private final Words words;
    private final List<Page.Fact> facts = new ArrayList<>();

    Facts(Words words) {
        this.words = words;
    }

    Facts add(String key, String value) {
        return add(key, Tone.PLAIN, value);
    }

    Facts add(String key, Tone tone, String value) {
        facts.add(new Page.Fact(words.text(key), tone, value));
        return this;
    }

    /** Adds who the server says that it is. */
    Facts target(TargetIdentity target) {
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
            add("fact.environment", Words.printable(target.environment()));
        }
        return this;
    }

    List<Page.Fact> list() {
        return facts;
    }
}
