package io.github.ouigate.testing;

import java.nio.file.Path;
import java.sql.Connection;
import java.util.Map;
import java.util.function.BiConsumer;
import liquibase.Contexts;
import liquibase.Liquibase;
import liquibase.Scope;
import liquibase.UpdateSummaryOutputEnum;
import liquibase.database.Database;
import liquibase.database.DatabaseFactory;
import liquibase.database.jvm.JdbcConnection;
import liquibase.resource.DirectoryResourceAccessor;
import liquibase.ui.LoggerUIService;

/** The code of {@link StockLiquibase} that runs in its class loader. */
public final class StockUpdate implements BiConsumer<Connection, Map<String, String>> {
    @Override
    public void accept(Connection connection, Map<String, String> parameters) {
        Map<String, Object> scope =
                Map.of(Scope.Attr.ui.name(), new LoggerUIService(), "liquibase.analytics.enabled", false);
        try {
            Scope.child(scope, () -> {
                Database database =
                        DatabaseFactory.getInstance().findCorrectDatabaseImplementation(new JdbcConnection(connection));
                Liquibase liquibase = new Liquibase(
                        "changelogs/support-threads.yaml", new DirectoryResourceAccessor(Path.of("")), database);
                liquibase.setShowSummaryOutput(UpdateSummaryOutputEnum.LOG);
                parameters.forEach(liquibase::setChangeLogParameter);
                liquibase.update(new Contexts("manual"));
            });
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }
}
