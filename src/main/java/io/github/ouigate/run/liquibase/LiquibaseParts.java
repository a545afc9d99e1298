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
 * The parts of Liquibase that a job and the demo shop need: changes, the gate, databases. It leaves out all others and any
 * extension on the class path. It also saves most of Liquibase's start-up: inspecting the properties of every change.
 * {@link LiquibaseUpdater} puts it into the scope of its own calls. Liquibase that runs beside ouigate is not affected.
 */
final class LiquibaseParts extends StandardServiceLocator {
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
