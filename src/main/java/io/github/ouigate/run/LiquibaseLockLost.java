package io.github.ouigate.run;

/** Another session has released Liquibase's lock during the run, so that another changelog may have been executed. */
public final class LiquibaseLockLost extends RuntimeException {
    private static final long serialVersionUID = 1L;

    LiquibaseLockLost() {
        super("Liquibase's lock was released by somebody else");
    }
}
