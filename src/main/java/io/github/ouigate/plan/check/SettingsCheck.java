package io.github.ouigate.plan.check;

import io.github.ouigate.db.Privileges;
import io.github.ouigate.db.schema.ConditionUse;
import io.github.ouigate.db.schema.TableName;
import io.github.ouigate.db.session.SessionSettings;
import io.github.ouigate.plan.Hazard;
import io.github.ouigate.plan.Hazard.Code;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Checks the session's settings: conditions must have the same meaning as for the database's users. */
public final class SettingsCheck {
    private static final String OFF = "off";

    private final SessionSettings settings;
    private final String database;

    /** Creates a check of a session; {@code database} is the name of its database. */
    public SettingsCheck(SessionSettings settings, String database) {
        this.settings = settings;
        this.database = TableName.quote(database);
    }

    /** Checks the setting that matters to every run: strings are read as written. */
    public List<Hazard> strings() {
        return settings.value("standard_conforming_strings").equals(OFF)
                ? List.of(Hazard.block(Code.STRING_ESCAPES, null, database))
                : List.of();
    }

    /** Checks that the time zone is known if the condition of a table depends on it. */
    public List<Hazard> timeZone(TableName table, ConditionUse use) {
        return settings.isTimeZoneUnknown() && use.dependsOnTimeZone()
                ? List.of(Hazard.block(Code.TIME_ZONE_NEEDED, table, table, database))
                : List.of();
    }

    /** Checks the objects and settings that conditions use. */
    public List<Hazard> conditions(Map<TableName, ConditionUse> uses, Privileges privileges) throws SQLException {
        List<Hazard> hazards = new ArrayList<>();
        String zone = settings.value(SessionSettings.TIME_ZONE);
        boolean mayDepend = false;
        for (Map.Entry<TableName, ConditionUse> entry : uses.entrySet()) {
            TableName table = entry.getKey();
            List<Hazard> needed = timeZone(table, entry.getValue());
            hazards.addAll(needed);
            mayDepend |= needed.isEmpty() && entry.getValue().callsOtherCode();
            if (entry.getValue().comparesNaiveTime()) {
                hazards.add(Hazard.warn(Code.NAIVE_TIMESTAMP, table, table, zone));
            }
        }
        if (settings.isTimeZoneUnknown() && mayDepend) {
            hazards.add(Hazard.note(Code.TIME_ZONE_UNKNOWN, null, zone, database));
        }
        if (!uses.isEmpty()) {
            privileges
                    .othersWhoCreate()
                    .forEach((schema, roles) -> hazards.add(
                            Hazard.warn(Code.OPEN_SEARCH_PATH, null, schema, roles, TableName.quote(schema))));
        }
        return hazards;
    }
}
