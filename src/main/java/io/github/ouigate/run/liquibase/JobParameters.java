package io.github.ouigate.run.liquibase;

import io.github.ouigate.gate.Gate;
import io.github.ouigate.job.Job;
import java.util.LinkedHashMap;
import java.util.Map;
import liquibase.changelog.ChangeLogParameters;
import liquibase.changelog.DatabaseChangeLog;
import org.jspecify.annotations.Nullable;

/**
 * The changelog parameters of a run: exactly the job's properties and the word of the open gate. In Liquibase's own
 * class, environment variables and system properties override explicit values, regardless of case.
 */
final class JobParameters extends ChangeLogParameters {
    private final Map<String, String> values;

    JobParameters(Map<String, String> values) {
        this.values = Map.copyOf(values);
    }

    /** Returns the parameters of a job after its gate has been opened. */
    static JobParameters confirmed(Job job) {
        Map<String, String> values = new LinkedHashMap<>(job.properties());
        values.put(Gate.PROPERTY, Gate.WORD);
        return new JobParameters(values);
    }

    @Override
    public @Nullable Object getValue(String key, DatabaseChangeLog changeLog) {
        return values.get(key);
    }

    @Override
    public boolean hasValue(String key, DatabaseChangeLog changeLog) {
        return values.containsKey(key);
    }
}
