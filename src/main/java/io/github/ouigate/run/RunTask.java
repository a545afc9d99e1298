package io.github.ouigate.run;

import io.github.ouigate.db.DatabaseIdentity;
import io.github.ouigate.db.TableName;
import io.github.ouigate.db.TransactionMark;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import liquibase.database.Database;

/** What a run does in its one transaction, once it is alone; done anew each attempt. */
public interface RunTask {
    /** Returns the database that it is to be done in. */
    DatabaseIdentity target();

    /** Returns the tables that it locks, in the order of the deletes. */
    List<TableName> tables();

    /** Returns those from which it shuts readers out as well, from the start of its next attempt. */
    default Set<TableName> alone() {
        return Set.of();
    }

    /** Does it, and commits. Whoever is in the way makes it fail; then it is undone and may be tried again. */
    Outcome perform(Database database) throws Exception;

    /** Returns where to find the transaction, once it is about to be committed. */
    Optional<TransactionMark> mark();

    /** Returns how the run has ended, when the server has confirmed the commit. */
    Outcome committed();

    /** Hears that the transaction is not committed, and never will be. */
    void undone();

    /** Returns whether this very run has committed, as far as what it writes shows; empty if that shows nothing. */
    Optional<Boolean> isRecorded(Connection connection) throws SQLException;
}
