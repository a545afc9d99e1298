package io.github.ouigate.run.liquibase;

import io.github.ouigate.db.SessionControl;
import io.github.ouigate.job.Changelog;
import io.github.ouigate.job.Deletion;
import io.github.ouigate.job.Job;
import io.github.ouigate.message.Message;
import io.github.ouigate.message.OuigateException;
import java.sql.Connection;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicInteger;
import liquibase.Scope;
import liquibase.change.Change;
import liquibase.change.core.DeleteDataChange;
import liquibase.change.core.TagDatabaseChange;
import liquibase.changelog.ChangeLogHistoryService;
import liquibase.changelog.ChangeLogHistoryServiceFactory;
import liquibase.changelog.ChangeSet;
import liquibase.changelog.DatabaseChangeLog;
import liquibase.changelog.visitor.UpdateVisitor;
import liquibase.configuration.LiquibaseConfiguration;
import liquibase.database.Database;
import liquibase.database.DatabaseFactory;
import liquibase.database.jvm.JdbcConnection;
import liquibase.exception.LiquibaseException;
import liquibase.executor.ExecutorService;
import liquibase.executor.jvm.JdbcExecutor;
import liquibase.lockservice.LockServiceFactory;
import liquibase.parser.core.yaml.YamlChangeLogParser;
import liquibase.ui.LoggerUIService;
import org.jspecify.annotations.Nullable;

/** Runs changesets with Liquibase. Liquibase's output goes to its log. */
public final class LiquibaseUpdater {
    private LiquibaseUpdater() {}

    /** Runs every changeset of a trusted changelog, such as the demo shop's, each with commits of its own. */
    public static void deploy(Connection connection, Changelog changelog) throws Exception {
        Database database = database(new JdbcConnection(connection));
        inScope(database, new AtomicInteger(), () -> {
            createTables(database);
            DatabaseChangeLog parsed = parse(changelog.content(), new JobParameters(Map.of()));
            UpdateVisitor visitor = new UpdateVisitor(database, null);
            for (ChangeSet changeSet : parsed.getChangeSets()) {
                visitor.visit(changeSet, parsed, database, Set.of());
            }
            return parsed;
        });
    }

    /** Returns Liquibase's database object for a run's connection. */
    public static Database database(JdbcConnection connection, SessionControl session) throws Exception {
        Database database = database(connection);
        DatabasePathExecutor executor = new DatabasePathExecutor(session);
        executor.setDatabase(database);
        Scope.getCurrentScope().getSingleton(ExecutorService.class).setExecutor("jdbc", database, executor);
        return database;
    }

    private static Database database(JdbcConnection connection) throws Exception {
        return Scope.child(ownScope(), () -> {
            ignoreEnvironment();
            return DatabaseFactory.getInstance().findCorrectDatabaseImplementation(connection);
        });
    }

    /** Returns the values of a scope with the needed parts of Liquibase, whose output goes to its log. */
    private static Map<String, Object> ownScope() {
        Map<String, Object> scope = new HashMap<>();
        scope.put(Scope.Attr.serviceLocator.name(), new LiquibaseParts());
        scope.put(Scope.Attr.ui.name(), new LoggerUIService());
        return scope;
    }

    /**
     * Keeps all Liquibase settings at their defaults. Otherwise Liquibase would read them from the environment and the
     * system properties; {@code LIQUIBASE_DATABASE_CHANGELOG_TABLE_NAME}, for example, would select another ledger.
     */
    private static void ignoreEnvironment() {
        LiquibaseConfiguration settings = Scope.getCurrentScope().getSingleton(LiquibaseConfiguration.class);
        List.copyOf(settings.getProviders()).forEach(settings::unregisterProvider);
    }

    /** Runs {@code work} in a Liquibase scope; {@code rowsAffected} counts the rows of its statements. */
    public static <T> T inScope(Database database, AtomicInteger rowsAffected, Callable<T> work) throws Exception {
        Map<String, Object> scope = ownScope();
        scope.put(Scope.Attr.database.name(), database);
        scope.put(JdbcExecutor.ROWS_AFFECTED_SCOPE_KEY, rowsAffected);
        return Scope.child(scope, work::call);
    }

    /** Creates Liquibase's tables if they are missing, in commits of their own. */
    public static void createTables(Database database) throws LiquibaseException {
        LockServiceFactory.getInstance().getLockService(database).init();
        ChangeLogHistoryService history = Scope.getCurrentScope()
                .getSingleton(ChangeLogHistoryServiceFactory.class)
                .getChangeLogService(database);
        history.reset(); // its cache contains rolled back rows of an earlier attempt
        history.init();
        database.commit();
    }

    /**
     * Checks that Liquibase parses a job's changelog as the job; needs no database.
     *
     * @throws OuigateException if the parsed changeset differs from the job
     */
    static void check(Job job) throws Exception {
        Scope.child(ownScope(), () -> {
            ignoreEnvironment();
            changeSet(job, new JobParameters(job.properties()));
        });
    }

    /**
     * Parses a job's changelog as Liquibase does, for a run whose gate has been opened.
     *
     * @return its only changeset
     * @throws OuigateException if the parsed changeset differs from the job
     */
    public static ChangeSet changeSet(Job job) throws LiquibaseException {
        return changeSet(job, JobParameters.confirmed(job));
    }

    private static ChangeSet changeSet(Job job, JobParameters parameters) throws LiquibaseException {
        DatabaseChangeLog parsed = parse(job.content(), parameters);
        List<ChangeSet> changeSets = parsed.getChangeSets();
        if (changeSets.size() != 1 || !describe(changeSets.get(0)).equals(describe(job))) {
            throw new OuigateException(Message.of("run.changelog-differs", describe(job), changeSets));
        }
        return changeSets.get(0);
    }

    private static DatabaseChangeLog parse(String content, JobParameters parameters) throws LiquibaseException {
        return new YamlChangeLogParser().parse(ChangelogText.NAME, parameters, new ChangelogText(content));
    }

    private static List<@Nullable String> describe(Job job) {
        List<@Nullable String> lines = new ArrayList<>(List.of(job.logicalFilePath(), job.changeSet(), job.author()));
        for (Deletion deletion : job.deletions()) {
            lines.addAll(Arrays.asList("delete", deletion.schema(), deletion.table(), deletion.where()));
        }
        lines.add("tag " + job.tag());
        return lines;
    }

    private static List<@Nullable String> describe(ChangeSet changeSet) {
        List<@Nullable String> lines =
                new ArrayList<>(List.of(changeSet.getFilePath(), changeSet.getId(), changeSet.getAuthor()));
        for (Change change : changeSet.getChanges()) {
            if (change instanceof DeleteDataChange delete) {
                lines.addAll(Arrays.asList("delete", delete.getSchemaName(), delete.getTableName(), delete.getWhere()));
            } else if (change instanceof TagDatabaseChange tag) {
                lines.add("tag " + tag.getTag());
            } else {
                lines.add(change.toString());
            }
        }
        return lines;
    }
}
