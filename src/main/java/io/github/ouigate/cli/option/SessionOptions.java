package io.github.ouigate.cli.option;

import io.github.ouigate.db.session.SessionSettings;
import io.github.ouigate.db.url.ConnectionSettings;
import io.github.ouigate.db.url.ConnectionSettings.Product;
import io.github.ouigate.db.url.SessionRequest;
import io.github.ouigate.message.Message;
import io.github.ouigate.message.UsageException;
import io.github.ouigate.plan.SavedPlan;
import io.github.ouigate.receipt.SavedReceipt;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The option for the time zone in which conditions are evaluated. */
public final class SessionOptions {
    @Option(names = "--time-zone", descriptionKey = "help.time-zone", paramLabel = "ZONE")
    private @Nullable String timeZone;

    /** Returns the settings for sessions that make a new plan. */
    public ConnectionSettings forPlanning(ConnectionSettings settings) {
        return with(settings, new SessionRequest(given(), Map.of(), Optional.empty()));
    }

    /** Returns the settings for sessions that execute a plan, which is the approved one if given. */
    public ConnectionSettings forRunning(ConnectionSettings settings, Optional<SavedPlan> approved) {
        return approved.map(plan -> with(forReading(settings, approved), plan.session(given())))
                .orElseGet(() -> forPlanning(settings));
    }

    /**
     * Returns the settings for sessions that read what has become of a plan. The servers that it allows are allowed,
     * unless {@code settings} allow any themselves.
     */
    public static ConnectionSettings forReading(ConnectionSettings settings, Optional<SavedPlan> saved) {
        return saved.map(plan -> settings.orAllowing(plan.allowedServers())).orElse(settings);
    }

    /** Returns the settings for sessions in which conditions have the same meaning as in a receipt's run. */
    public ConnectionSettings forVerifying(ConnectionSettings settings, Optional<SavedReceipt> receipt) {
        Map<String, String> saved = receipt.map(SavedReceipt::settings).orElse(Map.of());
        Optional<String> zone = given().or(() -> Optional.ofNullable(saved.get(SessionSettings.TIME_ZONE)));
        return with(settings, new SessionRequest(zone, saved, Optional.empty()));
    }

    /**
     * Returns the settings for sessions that restore an archive. They use the search path of its run, and are refused
     * if the connection requests other schemas.
     */
    public static ConnectionSettings forRestoring(ConnectionSettings settings, Map<String, String> saved) {
        Map<String, String> path = new HashMap<>(saved);
        path.keySet().retainAll(Set.of(SessionSettings.SEARCH_PATH));
        return settings.with(new SessionRequest(Optional.empty(), path, Optional.empty()));
    }

    private Optional<String> given() {
        return Optional.ofNullable(timeZone);
    }

    private ConnectionSettings with(ConnectionSettings settings, SessionRequest request) {
        if (timeZone != null && settings.product() != Product.POSTGRESQL) {
            throw new UsageException(Message.of("time-zone.product"));
        }
        return settings.with(request);
    }
}
