package io.github.ouigate.cli;

import io.github.ouigate.app.Operator;
import io.github.ouigate.db.TableName;
import io.github.ouigate.run.LockWait;
import io.github.ouigate.run.Progress;
import io.github.ouigate.run.Step;

/** Shows on the console which sessions block an attempt, and the progress of long operations. */
final class ConsoleProgress implements Operator.ProgressDisplay {
    private final Progress next;
    private final Console console;
    private final ProgressLine line;

    ConsoleProgress(ProcessContext context, Console console) {
        this.next = context.progress();
        this.console = console;
        this.line = new ProgressLine(context.terminal(), console, System::nanoTime).started();
    }

    @Override
    public void reached(Step step) {
        line.end();
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
        line.begin(towards, table, rows);
    }

    @Override
    public void copying(TableName table, long rows, long total) {
        next.copying(table, rows, total);
        line.copied(table, rows, total);
    }

    @Override
    public void close() {
        line.close();
    }
}
