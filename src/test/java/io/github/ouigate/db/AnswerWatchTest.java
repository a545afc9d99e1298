package io.github.ouigate.db;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.ouigate.db.postgres.PostgresDialect;
import io.github.ouigate.db.url.DatabaseUrl;
import io.github.ouigate.testing.CuttingProxy;
import io.github.ouigate.testing.PostgresServer;
import io.github.ouigate.testing.PostgresShop;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class AnswerWatchTest {
    private static final Duration PATIENCE = Duration.ofMillis(300);

    private final PostgresShop shop = new PostgresShop(PostgresServer.newest());

    @Test
    void waitsOnlyWhileTheServerAnswersNewConnections() throws Exception {
        try (CuttingProxy proxy = new CuttingProxy(shop.server().port());
                DatabaseSession session = session(shop.url(proxy.port()));
                Statement statement = session.connection().createStatement()) {
            AnswerWatch watch = new AnswerWatch(session, PATIENCE);

            assertThat(statement.execute("SELECT pg_sleep(1)")).isTrue();
            proxy.fallSilent();
            assertThatThrownBy(() -> statement.execute("SELECT 1")).isInstanceOf(SQLException.class);

            watch.close();
        }
    }

    private static DatabaseSession session(String url) {
        return DatabaseSession.open(new Connector(DatabaseUrl.parse(url), new PostgresDialect()), "test");
    }
}
