package io.github.ouigate.cli;

import io.github.ouigate.db.TableName;
import java.text.DecimalFormat;
import java.util.Optional;
import me.tongfei.progressbar.ConsoleProgressBarConsumer;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import me.tongfei.progressbar.ProgressBarStyle;

/** Shows on a terminal how far the rows of a table are copied: rows, rate and time left. */
final class CopyBar implements AutoCloseable {
    /** Given, so that nobody asks the terminal, which would take over its signals. */
    private static final int WIDTH = 79;

    private final Terminal terminal;
    private Optional<Bar> shown = Optional.empty();

    private record Bar(TableName table, ProgressBar line) {}

    CopyBar(Terminal terminal) {
        this.terminal = terminal;
    }

    void show(TableName table, long rows, long total) {
        if (!terminal.isInteractive()) {
            return;
        }
        if (shown.map(Bar::table).filter(table::equals).isEmpty()) {
            close();
            shown = Optional.of(new Bar(table, line(table, total)));
        }
        shown.get().line().stepTo(rows);
    }

    private ProgressBar line(TableName table, long total) {
        return new ProgressBarBuilder()
                .setTaskName(table.toString())
                .setInitialMax(total)
                .setStyle(ProgressBarStyle.ASCII)
                .setConsumer(new ConsoleProgressBarConsumer(terminal.err(), WIDTH))
                .showSpeed(new DecimalFormat("0"))
                .build();
    }

    /** Ends the line, if there is one. */
    @Override
    public void close() {
        shown.ifPresent(bar -> bar.line().close());
        shown = Optional.empty();
    }
}
