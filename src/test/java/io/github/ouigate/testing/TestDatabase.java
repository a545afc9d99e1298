package io.github.ouigate.testing;

/** The databases on which the contract is tested. */
public enum TestDatabase {
    POSTGRES_15,
    POSTGRES_18,
    H2;

    /** Makes a shop of its own for one test, with the demo's rows. */
    public Shop newShop() {
        return switch (this) {
            case POSTGRES_15 -> new PostgresShop(PostgresServer.version(15));
            case POSTGRES_18 -> new PostgresShop(PostgresServer.version(18));
            case H2 -> new H2Shop();
        };
    }
}
