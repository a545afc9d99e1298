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

/** Which time zone the conditions of a job are evaluated in. */
public final class SessionOptions {
    @Option(names = "--time-zone", descriptionKey = "help.time-zone", paramLabel = "ZONE")
    private @Nullable String timeZone;

    /** Returns {@code settings} for sessions that plan a job anew. */
    public ConnectionSettings forPlanning(ConnectionSettings settings) {
        return with(settings, new SessionRequest(given(), Map.of(), Optional.empty()));
    }

    /** Returns {@code settings} for sessions that execute a plan: the one that was approved, if there is one. */
    public ConnectionSettings forRunning(ConnectionSettings settings, Optional<SavedPlan> approved) {
        return approved.map(plan -> with(settings, plan.session(given()))).orElseGet(() -> forPlanning(settings));
    }

    /** Returns {@code settings} for sessions in which conditions mean what they meant in the run of a receipt. */
    public ConnectionSettings forVerifying(ConnectionSettings settings, Optional<SavedReceipt> receipt) {
        Map<String, String> saved = receipt.map(SavedReceipt::settings).orElse(Map.of());
        Optional<String> zone = given().or(() -> Optional.ofNullable(saved.get(SessionSettings.TIME_ZONE)));
        return with(settings, new SessionRequest(zone, saved, Optional.empty()));
    }

    /**
     * Returns {@code settings} for sessions that restore an archive: they look for names in the schemas of its run, and are
     * refused where the connection asks for others.
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
