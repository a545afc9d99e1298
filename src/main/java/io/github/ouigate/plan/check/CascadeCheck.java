package io.github.ouigate.plan.check;

import io.github.ouigate.db.schema.ForeignKey.OnDelete;
import io.github.ouigate.db.schema.KeyEffect;
import io.github.ouigate.db.schema.TableName;
import io.github.ouigate.message.Message;
import io.github.ouigate.plan.Hazard;
import io.github.ouigate.plan.Hazard.Code;
import io.github.ouigate.plan.Hazard.Severity;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.Set;

/**
 * Checks the foreign keys that reach beyond a job's tables, directly and through others.
 *
 * @param allowedWrites the further tables, as {@code schema.table}, whose rows may be deleted and updated
 * @param followed whether the effects of the keys are followed, counted and archived
 * @param role the connected role
 */
public record CascadeCheck(Set<String> allowedWrites, boolean followed, String role) {
    /** Returns whether the effect of a key is allowed. */
    public boolean isAllowed(KeyEffect key) {
        return followed && allowedWrites.contains(key.table().toString());
    }

    /**
     * Checks a key of a table outside the job.
     *
     * @param rows the number of affected rows; empty if they cannot be read
     * @param direct whether the key references a table of the job
     */
    public List<Hazard> outside(KeyEffect key, OptionalLong rows, boolean direct) {
        if (rows.isEmpty()) {
            return List.of(
                    key.acts()
                            ? hazard(Code.CASCADE_UNREADABLE, Severity.BLOCK, key, TableName.quote(role))
                            : hazard(Code.OUTSIDE_UNREADABLE, Severity.WARN, key, 0));
        }
        if (rows.getAsLong() == 0) {
            return direct ? List.of(hazard(Code.OUTSIDE_KEY, Severity.NOTE, key, 0)) : List.of();
        }
        if (!key.acts()) {
            Message remedy = key.setNull()
                    .map(statement -> Message.of("key.or", statement, Message.of("key.into-job", key.parent())))
                    .orElseGet(() -> Message.of("key.into-job", key.parent()));
            return List.of(hazard(Code.OUTSIDE_REFERENCES, Severity.BLOCK, key, rows.getAsLong(), remedy));
        }
        boolean deletes = key.action() == OnDelete.CASCADE;
        return List.of(hazard(
                Code.OUTSIDE_CASCADE,
                isAllowed(key) ? Severity.WARN : Severity.BLOCK,
                key,
                rows.getAsLong(),
                Message.of(deletes ? "cascade.deletes" : "cascade.changes", rows.getAsLong()),
                remedy(key)));
    }

    /**
     * Checks a key of a table of the job that references a table outside it from which a cascade deletes rows.
     *
     * @param rows the number of affected rows that the job has not deleted by then
     * @param deletedBefore whether the job's delete from the table comes first
     */
    public List<Hazard> inJob(KeyEffect key, long rows, boolean deletedBefore) {
        if (rows == 0) {
            return List.of();
        }
        Code past = key.acts() ? Code.CASCADE_PAST_WHERE : Code.STILL_REFERENCED;
        return List.of(hazard(deletedBefore ? past : Code.CASCADE_INTO_JOB, Severity.BLOCK, key, rows));
    }

    private static Hazard hazard(Code code, Severity severity, KeyEffect key, Object rowsOrRole, Object... more) {
        List<Object> arguments = new ArrayList<>(List.of(
                key.table(),
                key.parent(),
                key.key(),
                rowsOrRole,
                key.action().name().replace('_', ' '),
                key.table().sql()));
        arguments.addAll(List.of(more));
        return Hazard.of(code, severity, key.table(), arguments.toArray());
    }

    private Message remedy(KeyEffect key) {
        if (!followed) {
            return Message.of("cascade.unsupported");
        }
        return isAllowed(key) ? Message.of("cascade.is-allowed") : Message.of("cascade.allow", key.table());
    }
}
