package io.github.ouigate.run.liquibase;

import java.util.List;
import liquibase.change.Change;
import liquibase.change.core.AddForeignKeyConstraintChange;
import liquibase.change.core.CreateTableChange;
import liquibase.change.core.DeleteDataChange;
import liquibase.change.core.InsertDataChange;
import liquibase.change.core.TagDatabaseChange;
import liquibase.changelog.ChangeLogHistoryService;
import liquibase.database.Database;
import liquibase.database.core.H2Database;
import liquibase.database.core.PostgresDatabase;
import liquibase.precondition.Precondition;
import liquibase.precondition.core.ChangeLogPropertyDefinedPrecondition;
import liquibase.servicelocator.StandardServiceLocator;

/**
 * Provides Liquibase with only the changes, precondition and databases that jobs and the demo shop need, and with no
 * extensions on the class path. It also shortens the start, because Liquibase inspects the properties of every
 * available change. Liquibase loads it through {@code META-INF/services}.
 */
public final class LiquibaseParts extends StandardServiceLocator {
    /** Returns a priority above the default, so that Liquibase prefers this locator to its own. */
    @Override
    public int getPriority() {
        return PRIORITY_DEFAULT + 1;
    }

    @Override
    public <T> List<T> findInstances(Class<T> type) {
        if (type == Change.class) {
            return cast(
                    new DeleteDataChange(),
                    new TagDatabaseChange(),
                    new CreateTableChange(),
                    new AddForeignKeyConstraintChange(),
                    new InsertDataChange());
        }
        if (type == Precondition.class) {
            return cast(new ChangeLogPropertyDefinedPrecondition());
        }
        if (type == Database.class) {
            return cast(new PostgresDatabase(), new H2Database());
        }
        if (type == ChangeLogHistoryService.class) {
            return cast(new WriteOnlyHistory());
        }
        return super.findInstances(type);
    }

    @SuppressWarnings("unchecked") // the caller has checked T
    private static <T> List<T> cast(Object... parts) {
        return (List<T>) List.of(parts);
    }
}
