package io.github.ouigate.testing;

import java.util.List;
import java.util.function.Supplier;
import java.util.stream.Stream;

/** A database for contract tests. */
public final class TestDatabase {
    private final String name;
    private final Supplier<Shop> shops;

    private TestDatabase(String name, Supplier<Shop> shops) {
        this.name = name;
        this.shops = shops;
    }

    /** Returns the PostgreSQL servers of this run, and H2. */
    public static List<TestDatabase> every() {
        return andH2(PostgresServer.versions());
    }

    /** Returns the newest PostgreSQL server, or each in the run on all versions, and H2. */
    public static List<TestDatabase> newestAndH2() {
        return andH2(PostgresServer.newestOrAll());
    }

    private static List<TestDatabase> andH2(List<Integer> versions) {
        Stream<TestDatabase> servers = versions.stream()
                .map(version -> new TestDatabase(
                        "PostgreSQL " + version, () -> new PostgresShop(PostgresServer.version(version))));
        return Stream.concat(servers, Stream.of(new TestDatabase("H2", H2Shop::new)))
                .toList();
    }

    /** Creates a shop with the demo's rows for one test. */
    public Shop newShop() {
        return shops.get();
    }

    @Override
    public String toString() {
        return name;
    }
}
