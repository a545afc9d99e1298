package io.github.ouigate.cli;

import io.github.ouigate.app.Operator;
import io.github.ouigate.db.TableName;
import io.github.ouigate.run.LockWait;
import io.github.ouigate.run.Progress;
import io.github.ouigate.run.Step;

/** Tells the operator, a line an attempt, whom a run waits for, and what takes long. */
final class ConsoleProgress implements Operator.ProgressDisplay {
    private final Progress next;
    private final Console console;
    private final CopyBar bar;
    private final ProgressLine work;

    ConsoleProgress(ProcessContext context, Console console) {
        this.next = context.progress();
        this.console = console;
        this.bar = new CopyBar(context.terminal());
        this.work = new ProgressLine(context.terminal(), console, System::nanoTime).started();
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
        console.info(console.text().waited(wait));
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
