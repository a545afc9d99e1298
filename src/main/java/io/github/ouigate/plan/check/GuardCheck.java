package io.github.ouigate.plan.check;

import io.github.ouigate.db.DatabaseIdentity;
import io.github.ouigate.db.ServerInfo;
import io.github.ouigate.db.ServerInfo.ConnectionState;
import io.github.ouigate.db.ServerInfo.UnknownPart;
import io.github.ouigate.db.Tables;
import io.github.ouigate.db.schema.Relation;
import io.github.ouigate.db.schema.TableName;
import io.github.ouigate.message.Message;
import io.github.ouigate.plan.Cascade;
import io.github.ouigate.plan.Guards;
import io.github.ouigate.plan.Hazard;
import io.github.ouigate.plan.Hazard.Code;
import io.github.ouigate.plan.Hazard.Severity;
import io.github.ouigate.plan.PlannedDeletion;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;

/** Checks the operator's guards and the requirements on every server. */
public final class GuardCheck {
    private GuardCheck() {}

    public static List<Hazard> identity(DatabaseIdentity identity, Guards guards) {
        List<Hazard> hazards = new ArrayList<>();
        if (guards.database().isPresent() && !guards.database().get().equals(identity.name())) {
            hazards.add(
                    Hazard.block(Code.OTHER_DATABASE, null, guards.database().get(), identity.name()));
        }
        Optional<String> marker = Optional.ofNullable(identity.environment());
        if (!guards.environment().equals(marker)) {
            Code code = marker.isEmpty()
                    ? Code.ENVIRONMENT_UNMARKED
                    : guards.environment().isEmpty() ? Code.ENVIRONMENT_UNNAMED : Code.OTHER_ENVIRONMENT;
            hazards.add(Hazard.block(
                    code,
                    null,
                    guards.environment().orElse(""),
                    marker.orElse(""),
                    identity.name(),
                    TableName.quote(identity.name())));
        }
        if (guards.database().isEmpty() && guards.ambientUrl().isPresent()) {
            hazards.add(Hazard.of(
                    Code.AMBIENT_URL,
                    guards.planOnly() ? Severity.WARN : Severity.BLOCK,
                    null,
                    guards.ambientUrl().get(),
                    identity.name()));
        }
        return hazards;
    }

    /**
     * Returns the hazards of a server, and of its extensions that serve some tables, without established guarantees.
     */
    public static List<Hazard> server(ServerInfo server, Collection<TableName> tables, Guards guards)
            throws SQLException {
        List<Hazard> hazards = new ArrayList<>();
        for (UnknownPart part : server.unknownParts(tables)) {
            boolean allowed = part.isNamedBy(guards.allowedServers());
            hazards.add(Hazard.of(
                    Code.UNKNOWN_SERVER,
                    allowed ? Severity.WARN : Severity.BLOCK,
                    null,
                    Message.of(key(part.kind()), part.name()),
                    Message.of(allowed ? "server.is-allowed" : "server.allow", part.name())));
        }
        return hazards;
    }

    private static String key(UnknownPart.Kind kind) {
        return switch (kind) {
            case SERVER -> "server.product";
            case EXTENSION -> "server.extension";
            case ACCESS_METHOD -> "server.access-method";
        };
    }

    public static List<Hazard> rows(List<PlannedDeletion> deletions, List<Cascade> cascades, Guards guards) {
        long rows = PlannedDeletion.rows(deletions, cascades);
        return guards.maxRows().isPresent() && rows > guards.maxRows().getAsLong()
                ? List.of(Hazard.block(
                        Code.TOO_MANY_ROWS, null, rows, guards.maxRows().getAsLong()))
                : List.of();
    }

    /** Returns the hazards that would prevent a run from proving before its commit that it wrote nothing else. */
    public static List<Hazard> proof(ServerInfo server, Tables tables, Guards guards) throws SQLException {
        List<Hazard> hazards = new ArrayList<>();
        if (!server.countsWrites()) {
            hazards.add(Hazard.block(Code.WRITES_UNCOUNTED, null));
        }
        if (!server.deniedReads().isEmpty()) {
            hazards.add(Hazard.note(Code.FUNCTIONS_DENIED, null, server.deniedReads()));
        }
        for (String table : new TreeSet<>(guards.allowedWrites())) {
            if (!tables.hasTable(table)) {
                hazards.add(Hazard.block(Code.ALLOWED_MISSING, table, table, meant(table, tables)));
            }
        }
        return hazards;
    }

    /** Returns the suggestion for a name without a schema. */
    private static Message meant(String table, Tables tables) throws SQLException {
        List<TableName> named = tables.named(null, table).stream()
                .map(Relation::name)
                .distinct()
                .toList();
        return named.isEmpty() ? Message.of("allow-writes.as-shown") : Message.of("allow-writes.meant", named);
    }

    public static List<Hazard> conditions(ConnectionState conditions, DatabaseIdentity identity) {
        List<Hazard> hazards = new ArrayList<>();
        if (conditions.standby()) {
            hazards.add(Hazard.block(Code.STANDBY, null, identity.name()));
        } else if (conditions.readOnly()) {
            hazards.add(Hazard.block(Code.READ_ONLY, null, identity.name(), identity.user()));
        }
        if (conditions.exposed()) {
            hazards.add(Hazard.warn(Code.NOT_ENCRYPTED, null, identity.name()));
        }
        return hazards;
    }
}
