package io.github.ouigate.run.liquibase;

import io.github.ouigate.gate.Gate;
import io.github.ouigate.job.Job;
import java.util.LinkedHashMap;
import java.util.Map;
import liquibase.changelog.ChangeLogParameters;
import liquibase.changelog.DatabaseChangeLog;
import org.jspecify.annotations.Nullable;

/**
 * The changelog parameters of a run: the job's properties and the opened gate's word, and nothing else. Liquibase's own
 * class lets environment variables and system properties win over explicit values, whatever their case.
 */
final class JobParameters extends ChangeLogParameters {
    private final Map<String, String> values;

    JobParameters(Map<String, String> values) {
        this.values = Map.copyOf(values);
    }

    /** Returns the parameters of a job whose gate has been opened. */
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
