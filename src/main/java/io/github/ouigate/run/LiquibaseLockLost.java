package io.github.ouigate.run;

/** Somebody has released Liquibase's lock while the run had it: another changelog may have been executed meanwhile. */
public final class LiquibaseLockLost extends RuntimeException {
    private static final long serialVersionUID = 1L;

    LiquibaseLockLost() {
        super("Liquibase's lock was released by somebody else");
    }
}
