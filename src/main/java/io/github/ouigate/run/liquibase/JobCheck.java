package io.github.ouigate.run.liquibase;

import io.github.ouigate.job.Job;
import io.github.ouigate.message.OuigateException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;

/**
 * Checks on a thread of its own that Liquibase parses a job's changelog as the job, while the plan is made. This also
 * loads much of Liquibase, which takes longer than most plans.
 */
public final class JobCheck {
    private final FutureTask<Void> task;

    private JobCheck(Job job) {
        this.task = new FutureTask<>(() -> {
            LiquibaseUpdater.check(job);
            return null;
        });
    }

    /** Starts the check of a job. */
    public static JobCheck start(Job job) {
        JobCheck check = new JobCheck(job);
        Thread thread = new Thread(check.task, "job-check");
        thread.setDaemon(true);
        thread.start();
        return check;
    }

    /**
     * Waits for the end of the check.
     *
     * @throws OuigateException if the parsed changeset differs from the job
     */
    public void await() {
        try {
            task.get();
        } catch (ExecutionException e) {
            throw e.getCause() instanceof OuigateException differs ? differs : new IllegalStateException(e.getCause());
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
