package io.github.ouigate.run.progress;

import io.github.ouigate.db.session.OtherSession;
import java.util.List;

/**
 * An attempt that did not get its locks.
 *
 * @param attempt counted from 1
 * @param attempts how many there are
 * @param inTheWay who had the locks; empty if whoever it was has ended
 */
public record LockWait(int attempt, int attempts, List<OtherSession> inTheWay) {
    public LockWait {
        inTheWay = List.copyOf(inTheWay);
    }
}
