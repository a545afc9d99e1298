package io.github.ouigate.run.purge;

import static java.util.Objects.requireNonNull;

import io.github.ouigate.db.key.KeyBuilder;
import io.github.ouigate.db.key.KeyBuilder.DefinedKey;
import io.github.ouigate.db.schema.ForeignKey;
import io.github.ouigate.db.schema.KeyName;
import io.github.ouigate.db.schema.Remake;
import io.github.ouigate.db.schema.TableName;
import io.github.ouigate.run.RunContext;
import io.github.ouigate.run.outcome.Outcome;
import io.github.ouigate.run.outcome.RunAborted;
import io.github.ouigate.run.progress.Step;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The foreign keys that a plan checks once. Each key is dropped between the delete from its referencing table and the
 * one from its referenced table. All are added again after the last delete, which checks every remaining row. The
 * transaction ends with the initial keys, or is rolled back.
 */
final class CheckedOnceKeys {
    private final RunContext run;
    private final List<ForeignKey> keys;
    private final ReaderLock readers;
    private final Map<KeyName, DefinedKey> before = new HashMap<>();
    private final List<KeyName> dropped = new ArrayList<>();

    /**
     * Checks that the keys are unchanged since the plan, and reads them before triggers can change them. The tables
     * must be locked.
     *
     * @param planned the keys that are checked once
     * @param keys all keys of the plan's tables
     */
    CheckedOnceKeys(RunContext run, List<KeyName> planned, List<ForeignKey> keys, ReaderLock readers)
            throws SQLException {
        this.run = run;
        this.keys = keys.stream().filter(key -> planned.contains(key.keyName())).toList();
        this.readers = readers;
        if (planned.isEmpty()) {
            return;
        }
        Map<KeyName, Remake> remakes = run.dialect().deleteEffects(run.jdbc()).remakes(planned);
        for (KeyName key : planned) {
            if (remakes.get(key) != Remake.POSSIBLE) {
                throw new RunAborted(Outcome.Refused.because("run.key-not-plain", key));
            }
            before.put(key, builder().read(key));
        }
    }

    /** Returns the tables of some keys and their partitions, which are locked against readers. */
    static Set<TableName> tables(RunContext run, List<KeyName> planned, List<ForeignKey> keys) throws SQLException {
        Set<TableName> tables = new HashSet<>();
        keys.stream().filter(key -> planned.contains(key.keyName())).forEach(key -> {
            tables.add(key.from());
            tables.add(key.to());
        });
        if (!tables.isEmpty()) {
            tables.addAll(run.dialect().tables(run.jdbc()).parts(tables).keySet());
        }
        return tables;
    }

    /** Returns the names of the keys. */
    List<KeyName> names() {
        return keys.stream().map(ForeignKey::keyName).toList();
    }

    /**
     * Drops the keys that the server would check for each row deleted from a table.
     *
     * @throws SQLException lock_not_available, if readers hold locks
     */
    void dropBefore(TableName table) throws SQLException {
        for (ForeignKey key : keys) {
            if (key.to().equals(table)) {
                readers.take();
                builder().drop(key.keyName());
                dropped.add(key.keyName());
            }
        }
    }

    /** Adds the dropped keys again. */
    void addAgain() throws SQLException {
        for (KeyName key : dropped) {
            run.stopIfInterrupted();
            run.timeLimit().apply(run);
            builder().add(requireNonNull(before.get(key)));
        }
        check();
        if (!dropped.isEmpty()) {
            run.reached(Step.CHECKED);
        }
    }

    /** Checks that the keys are as before; called after they are added again and after the last trigger. */
    void check() throws SQLException {
        for (KeyName key : dropped) {
            if (!builder().read(key).equals(before.get(key))) {
                throw new RunAborted(Outcome.RolledBack.because("run.key-differs", key));
            }
        }
    }

    /** Returns the key builder; a plan has such keys only if the product supports it. */
    private KeyBuilder builder() {
        return run.dialect().keyBuilder(run.jdbc()).orElseThrow();
    }
}
