package io.github.ouigate.verify.http;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import io.github.ouigate.testing.SelfSigned;
import io.github.ouigate.verify.Check;
import io.github.ouigate.verify.Check.State;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Only status 200 with an empty JSON list is accepted; every other response is reported within the time limit. */
class EndpointReaderTest {
    private static final Duration LONG = Duration.ofSeconds(20);
    private static final RequestHeaders TOKEN = RequestHeaders.parse("headers", "Authorization: s3cret\n");

    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final CountDownLatch end = new CountDownLatch(1);
    private final List<String> tokens = Collections.synchronizedList(new ArrayList<>());
    private HttpServer server;

    @TempDir
    private Path directory;

    @BeforeEach
    void start() throws IOException {
        server = start(HttpServer.create(address(), 0));
    }

    @AfterEach
    void stop() {
        end.countDown();
        server.stop(0);
        threads.shutdownNow();
    }

    @Test
    void acceptsAnEmptyListAndSendsTheHeaders() {
        answer("/", 200, " [ ]\n");

        Check check = check("/threads?of=all", Duration.ofMinutes(999_999_999));

        assertThat(check.state()).isEqualTo(State.HOLDS);
        assertThat(check.subject()).endsWith("/threads?…");
        assertThat(tokens).containsExactly("s3cret");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "200 | [1, {\"a\": []}] | endpoint.not-empty",
                "200 | {} | endpoint.no-list",
                "200 | <html></html> | endpoint.no-json",
                "200 | [] [] | endpoint.no-json",
                "200 | [ | endpoint.no-json",
                "200 | '' | endpoint.no-json",
                "401 | [] | endpoint.token-refused",
                "403 | [] | endpoint.no-right",
                "404 | [] | endpoint.not-found",
                "410 | [] | endpoint.not-found",
                "429 | [] | endpoint.status",
                "201 | [] | endpoint.status",
                "500 | [] | endpoint.server-error",
                "503 | [] | endpoint.server-error",
                "302 | [] | endpoint.status"
            })
    void differsForAnyOtherAnswer(int status, String body, String key) {
        answer("/", status, body);

        assertDiffers(check("/"), key);
    }

    @ParameterizedTest
    @ValueSource(ints = {401, 403})
    void reportsAMissingToken(int status) {
        answer("/", status, "[]");

        Check check = new EndpointReader(NewEntries.NONE, LONG)
                .check(new EndpointRequest(Endpoint.parse(url("/")), RequestHeaders.NONE));

        assertDiffers(check, "endpoint.no-token");
    }

    /** A page beyond the last one is empty too: https://github.com/ndlib/sipity/pull/1227. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "X-Total-Count | 6 | endpoint.empty-page",
                "Link | </threads?page=1>; rel=\"prev\" | endpoint.empty-page",
                "Link | </threads?page=3>; rel=next | endpoint.empty-page",
                "X-Total-Count | 0 | endpoint.empty",
                "Link | </threads?page=1>; rel=\"first\" | endpoint.empty"
            })
    void doesNotAcceptAnEmptyPageOfALongerList(String header, String value, String key) {
        server.createContext("/", exchange -> {
            exchange.getResponseHeaders().set(header, value);
            answer(exchange, 200, "[]");
        });

        assertThat(check("/").messages().get(0).key()).isEqualTo(key);
    }

    /** A cache returns deleted rows for some time: https://github.com/IFRCGo/go-frontend/issues/395. */
    @Test
    void bypassesCaches() {
        List<String> asked = Collections.synchronizedList(new ArrayList<>());
        server.createContext("/", exchange -> {
            asked.add(exchange.getRequestHeaders().getFirst("Cache-Control"));
            answer(exchange, 200, "[]");
        });

        check("/");

        assertThat(asked).containsExactly("no-cache");
    }

    @Test
    void reportsAnHtmlPage() {
        server.createContext("/", exchange -> {
            exchange.getResponseHeaders().set("Content-Type", "text/HTML; charset=utf-8");
            answer(exchange, 200, "<html>s3cret</html>");
        });

        assertDiffers(check("/"), "endpoint.page");
    }

    /** The run requested its locks at noon. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '^',
            value = {
                "{'created_at': '2026-11-27T12:00:00.5Z'} | endpoint.newer",
                "{'createdAt': '2026-11-27T14:00:00+01:00', 'id': {'created': 1}} | endpoint.newer",
                "{'Creation-Date': '2026-11-27 14:00:00+0100'} | endpoint.newer",
                "{'inserted_at': '2026-11-27 14:00:00.123456+01'} | endpoint.newer",
                "{'created_at': '2026-11-27T11:59:58.9Z'} | endpoint.older",
                "{'created_at': '2026-11-27T13:00:00Z', 'createdOn': '2026-11-27T11:00:00Z'} | endpoint.older",
                "{'created_at': '2026-11-27T12:00:00Z'} | endpoint.untold",
                "{'created_at': '2026-11-27T13:00:00'} | endpoint.untold",
                "{'created_at': '2026-11-28'} | endpoint.untold",
                "{'created_at': 1795780800} | endpoint.untold",
                "{'created_at': null} | endpoint.untold",
                "{'created_at': '2026-11-27T13:00:00Z', 'created': true} | endpoint.untold",
                "{'updated_at': '2026-11-27T13:00:00Z'} | endpoint.untold",
                "{'message': {'created_at': '2026-11-27T13:00:00Z'}} | endpoint.untold",
                "'2026-11-27T13:00:00Z' | endpoint.untold",
                "[{'created_at': '2026-11-27T13:00:00Z'}] | endpoint.untold",
            })
    void tellsByTheTimeOfCreationWhatIsNew(String entry, String key) {
        answer("/", 200, "[" + entry.replace('\'', '"') + "]");
        NewEntries afterNoon = new NewEntries(Optional.of(Instant.parse("2026-11-27T12:00:00Z")), false);
        NewEntries allowed = new NewEntries(afterNoon.lockRequestedAt(), true);

        Check check = new EndpointReader(afterNoon, LONG).check(request("/"));
        Check lenient = new EndpointReader(allowed, LONG).check(request("/"));

        assertThat(check.messages().get(0).key()).isEqualTo(key);
        assertThat(check.state()).isEqualTo(key.equals("endpoint.newer") ? State.REPORTED : State.DIFFERS);
        assertThat(lenient.state()).isEqualTo(key.equals("endpoint.older") ? State.DIFFERS : State.REPORTED);
        assertThat(check.messages().toString()).doesNotContain("2026");
    }

    @Test
    void rejectsBytesThatAreNotText() {
        server.createContext("/", exchange -> {
            exchange.sendResponseHeaders(200, 0);
            exchange.getResponseBody().write(new byte[] {0, 0, 0, '[', -1, -1, -1, -1}); // as UTF-32 has it
            exchange.close();
        });

        assertDiffers(check("/"), "endpoint.no-json");
    }

    @Test
    void limitsTheLengthOfAResponse() {
        server.createContext("/", exchange -> {
            exchange.sendResponseHeaders(200, 0);
            byte[] part = "[[],".repeat(10_000).getBytes(StandardCharsets.UTF_8);
            while (end.getCount() > 0) { // until it hangs up
                exchange.getResponseBody().write(part);
            }
        });

        assertDiffers(check("/"), "endpoint.too-long");
    }

    @Test
    void limitsTheTimeOfABody() {
        server.createContext("/", exchange -> {
            exchange.sendResponseHeaders(200, 0);
            exchange.getResponseBody().write('[');
            exchange.getResponseBody().flush();
            await();
        });

        assertDiffers(check("/", Duration.ofMillis(500)), "endpoint.slow");
    }

    @Test
    void limitsTheTimeOfAResponse() {
        server.createContext("/", exchange -> await());

        assertDiffers(check("/", Duration.ofMillis(500)), "endpoint.slow");
    }

    @Test
    void followsARedirectOnTheSameServer() {
        redirect("/old", "/new");
        answer("/new", 200, "[]");

        assertThat(check("/old").state()).isEqualTo(State.HOLDS);
    }

    @Test
    void doesNotFollowARedirectToAnotherServer() throws IOException {
        HttpServer other = start(HttpServer.create(address(), 0));
        try {
            other.createContext("/", exchange -> answer(exchange, 200, "[]"));
            redirect("/", "http://127.0.0.1:" + other.getAddress().getPort() + "/threads?token=s3cret");

            Check check = check("/");

            assertDiffers(check, "endpoint.elsewhere");
            assertThat(check.messages().toString()).doesNotContain("s3cret");
            assertThat(tokens).hasSize(1);
        } finally {
            other.stop(0);
        }
    }

    @Test
    void stopsAtARedirectLoop() {
        redirect("/", "/");

        assertDiffers(check("/"), "endpoint.circle");
        assertThat(tokens).hasSize(6);
    }

    @Test
    void reportsARefusedConnection() throws IOException {
        int port;
        try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            port = free.getLocalPort();
        }

        assertDiffers(ask("http://127.0.0.1:" + port + "/", LONG), "endpoint.down");
    }

    @Test
    void refusesAnInvalidPort() {
        assertDiffers(ask("http://127.0.0.1:99999/", LONG), "endpoint.failed");
    }

    @Test
    @Tag("slow")
    void rejectsASelfSignedCertificate() throws Exception {
        SelfSigned.in(directory);
        HttpsServer secure = HttpsServer.create(address(), 0);
        secure.setHttpsConfigurator(new HttpsConfigurator(context(directory.resolve("server.p12"))));
        start(secure).createContext("/", exchange -> answer(exchange, 200, "[]"));
        try {
            Check check = ask("https://127.0.0.1:" + secure.getAddress().getPort() + "/", LONG);

            assertDiffers(check, "endpoint.certificate");
            assertThat(tokens).isEmpty();
        } finally {
            secure.stop(0);
        }
    }

    private static SSLContext context(Path store) throws Exception {
        char[] password = "changeit".toCharArray();
        KeyStore keys = KeyStore.getInstance("PKCS12");
        try (InputStream in = Files.newInputStream(store)) {
            keys.load(in, password);
        }
        KeyManagerFactory managers = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        managers.init(keys, password);
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(managers.getKeyManagers(), null, null);
        return context;
    }

    private static InetSocketAddress address() {
        return new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
    }

    private HttpServer start(HttpServer made) {
        made.setExecutor(threads);
        made.start();
        return made;
    }

    private void answer(String path, int status, String body) {
        server.createContext(path, exchange -> answer(exchange, status, body));
    }

    private void answer(HttpExchange exchange, int status, String body) throws IOException {
        tokens.add(exchange.getRequestHeaders().getFirst("Authorization"));
        byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
        exchange.sendResponseHeaders(status, bytes.length == 0 ? -1 : bytes.length);
        exchange.getResponseBody().write(bytes);
        exchange.close();
    }

    private void redirect(String path, String location) {
        server.createContext(path, exchange -> {
            exchange.getResponseHeaders().set("Location", location);
            answer(exchange, 302, "");
        });
    }

    private void await() {
        try {
            end.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private Check check(String path) {
        return check(path, LONG);
    }

    private Check check(String path, Duration timeout) {
        return ask(url(path), timeout);
    }

    private String url(String path) {
        return "http://127.0.0.1:" + server.getAddress().getPort() + path;
    }

    private EndpointRequest request(String path) {
        return new EndpointRequest(Endpoint.parse(url(path)), TOKEN);
    }

    private static Check ask(String url, Duration timeout) {
        return new EndpointReader(NewEntries.NONE, timeout).check(new EndpointRequest(Endpoint.parse(url), TOKEN));
    }

    private static void assertDiffers(Check check, String key) {
        assertThat(check.state()).isEqualTo(State.DIFFERS);
        assertThat(check.messages().get(0).key()).isEqualTo(key);
    }
}
