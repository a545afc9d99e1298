package io.github.ouigate.cli;

import io.github.ouigate.db.TableName;
import io.github.ouigate.run.LockWait;
import io.github.ouigate.run.Progress;
import io.github.ouigate.run.Step;

/** Tells the operator, a line an attempt, whom a run waits for, and what takes long. */
public final class RunTeller implements Progress, AutoCloseable {
    private final Progress next;
    private final Output output;
    private final CopyBar bar;
    private final WorkTeller work;

    public RunTeller(Surroundings surroundings, Output output) {
        this.next = surroundings.progress();
        this.output = output;
        this.bar = new CopyBar(surroundings.terminal());
        this.work = new WorkTeller(surroundings.terminal(), output, System::nanoTime).started();
    }

    @Override
    public void reached(Step step) {
        bar.close();
        work.ends();
        next.reached(step);
    }

    @Override
    public void waited(LockWait wait) {
        next.waited(wait);
        output.say(output.text().waited(wait));
    }

    @Override
    public void working(Step towards, TableName table, long rows) {
        next.working(towards, table, rows);
        work.begins(towards, table, rows);
    }

    @Override
    public void copying(TableName table, long rows, long total) {
        next.copying(table, rows, total);
        work.copied(table, rows, total);
        bar.show(table, rows, total);
    }

    @Override
    public void close() {
        bar.close();
        work.close();
    }
}
