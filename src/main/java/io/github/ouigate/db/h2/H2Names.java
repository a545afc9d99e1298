package io.github.ouigate.db.h2;

import io.github.ouigate.db.LiquibaseNames;
import java.util.Locale;
import java.util.Optional;

/** Liquibase's H2Database writes names in upper case and quotes them where necessary. */
final class H2Names extends LiquibaseNames {
    @Override
    public Optional<String> table(String name) {
        return Optional.of(folded(name));
    }

    @Override
    public Optional<String> schema(String name) {
        return Optional.of(folded(name));
    }

    @Override
    protected String folded(String word) {
        return word.toUpperCase(Locale.ROOT);
    }
}
