package io.github.ouigate.run.progress;

import io.github.ouigate.db.session.OtherSession;
import java.util.List;

/**
 * An attempt that did not get its locks.
 *
 * @param attempt the number of the attempt, counted from 1
 * @param attempts the total number of attempts
 * @param inTheWay the holders of the locks; empty if they have ended
 */
public record LockWait(int attempt, int attempts, List<OtherSession> inTheWay) {
    public LockWait {
        inTheWay = List.copyOf(inTheWay);
    }
}
