package io.github.ouigate.testing;

import java.io.ByteArrayOutputStream;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.Connection;
import java.util.Map;
import java.util.function.BiConsumer;
import liquibase.Contexts;
import liquibase.LabelExpression;
import liquibase.Liquibase;
import liquibase.Scope;
import liquibase.UpdateSummaryOutputEnum;
import liquibase.command.CommandScope;
import liquibase.database.Database;
import liquibase.database.DatabaseFactory;
import liquibase.database.jvm.JdbcConnection;
import liquibase.resource.DirectoryResourceAccessor;
import liquibase.ui.LoggerUIService;

/** Runs a Liquibase command in Liquibase's class loader, and stores its output in the arguments as {@code output}. */
public final class StockCommands implements BiConsumer<Connection, Map<String, String>> {
    @Override
    public void accept(Connection connection, Map<String, String> arguments) {
        Map<String, Object> scope =
                Map.of(Scope.Attr.ui.name(), new LoggerUIService(), "liquibase.analytics.enabled", false);
        Path changelog = Path.of(arguments.getOrDefault("changelog", ""));
        try {
            Scope.child(scope, () -> {
                Database database =
                        DatabaseFactory.getInstance().findCorrectDatabaseImplementation(new JdbcConnection(connection));
                Liquibase liquibase = new Liquibase(
                        String.valueOf(changelog.getFileName()),
                        new DirectoryResourceAccessor(changelog.getParent()),
                        database);
                liquibase.setShowSummaryOutput(UpdateSummaryOutputEnum.LOG);
                StringWriter output = new StringWriter();
                run(liquibase, database, arguments, output);
                arguments.put("output", output.toString());
            });
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    private static void run(Liquibase liquibase, Database database, Map<String, String> arguments, StringWriter output)
            throws Exception {
        switch (String.valueOf(arguments.get("command"))) {
            case "update" -> liquibase.update(new Contexts());
            case "status" -> liquibase.reportStatus(true, new Contexts(), new LabelExpression(), output);
            case "unexpected" ->
                liquibase.reportUnexpectedChangeSets(true, new Contexts(), new LabelExpression(), output);
            case "validate" -> liquibase.validate();
            case "rollback" -> liquibase.rollback(arguments.get("tag"), new Contexts(), new LabelExpression());
            case "clear-checksums" -> liquibase.clearCheckSums();
            case "history" -> {
                ByteArrayOutputStream bytes = new ByteArrayOutputStream();
                new CommandScope("history")
                        .addArgumentValue("database", database)
                        .setOutput(bytes)
                        .execute();
                output.write(bytes.toString(StandardCharsets.UTF_8));
            }
            default -> throw new IllegalArgumentException(arguments.toString());
        }
    }
}
