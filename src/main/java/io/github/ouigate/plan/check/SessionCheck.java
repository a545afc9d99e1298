package io.github.ouigate.plan.check;

import io.github.ouigate.db.schema.TableName;
import io.github.ouigate.db.session.OtherSession;
import io.github.ouigate.message.Message;
import io.github.ouigate.plan.Hazard;
import io.github.ouigate.plan.Hazard.Code;
import io.github.ouigate.plan.Hazard.Severity;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Finds the sessions that a run would wait for, and long transactions. */
public final class SessionCheck {
    private SessionCheck() {}

    public static List<Hazard> check(List<OtherSession> lockers, List<OtherSession> longOpen) {
        List<Hazard> hazards = new ArrayList<>();
        for (OtherSession session : lockers) {
            if (session.lock() != null) {
                hazards.add(locker(session, session.lock()));
            }
        }
        Set<Long> named = lockers.stream().map(OtherSession::pid).collect(Collectors.toSet());
        for (OtherSession session : longOpen) {
            if (!session.isPrepared() && !named.contains(session.pid())) {
                hazards.add(hazard(Code.LONG_TRANSACTION, Severity.WARN, session, null));
            }
        }
        return hazards;
    }

    /** Returns the tables that cannot be read because of the sessions' locks. */
    public static Set<TableName> lockedOut(List<OtherSession> lockers) {
        return lockers.stream()
                .map(OtherSession::lock)
                .filter(lock -> lock != null && lock.shutsReadersOut())
                .map(OtherSession.Lock::table)
                .collect(Collectors.toSet());
    }

    private static Hazard locker(OtherSession session, OtherSession.Lock lock) {
        Code code = lock.granted() ? Code.TABLE_LOCKED : Code.LOCK_AWAITED;
        Severity severity = lock.shutsReadersOut() ? Severity.BLOCK : Severity.WARN;
        return hazard(session.isPrepared() ? Code.PREPARED_TRANSACTION : code, severity, session, lock);
    }

    private static Hazard hazard(Code code, Severity severity, OtherSession session, OtherSession.@Nullable Lock lock) {
        return Hazard.of(
                code,
                severity,
                lock == null ? null : lock.table(),
                String.valueOf(session.pid()),
                session.user(),
                session.application(),
                session.age().<Object>map(age -> age).orElse(Message.of("duration.unknown")),
                session.isPrepared() ? session.query() : session.statement(),
                lock == null ? "" : lock.table(),
                lock == null ? "" : lock.mode(),
                TableName.literal(session.query()));
    }
}
