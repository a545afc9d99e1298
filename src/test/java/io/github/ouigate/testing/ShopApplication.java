package io.github.ouigate.testing;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;

/** The shop's application, limited to the lists of its support conversations; each list requires a token. */
public final class ShopApplication implements AutoCloseable {
    /** The token with access to all lists. */
    public static final String TOKEN = "Bearer s3cret-t0ken";

    /** The token of a customer, without access to the list of the back office. */
    public static final String CUSTOMER = "Bearer s3cret-cust0mer";

    private final Shop shop;
    private final HttpServer server;

    /** Starts the application on a free port of the loopback address. */
    public ShopApplication(Shop shop) throws IOException {
        this.shop = shop;
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/support/threads", this::threads);
        server.createContext("/admin/support/threads", this::threads);
        server.start();
    }

    /** Returns the URL of a path. */
    public String url(String path) {
        return "http://127.0.0.1:" + server.getAddress().getPort() + path;
    }

    private void threads(HttpExchange exchange) throws IOException {
        String token = exchange.getRequestHeaders().getFirst("Authorization");
        boolean admin = exchange.getRequestURI().getPath().startsWith("/admin");
        if (CUSTOMER.equals(token) && admin) {
            answer(exchange, 403, "{}");
        } else if (!CUSTOMER.equals(token) && !TOKEN.equals(token)) {
            answer(exchange, 401, "{}");
        } else if (exchange.getRequestMethod().equals("POST")) {
            shop.openConversation();
            answer(exchange, 201, "{}");
        } else {
            answer(exchange, 200, list());
        }
    }

    private String list() {
        return shop.value(
                "SELECT coalesce(json_agg(json_build_object('subject', subject, 'createdAt', created_at AT TIME ZONE 'UTC')), '[]')"
                        + " FROM message_threads");
    }

    private static void answer(HttpExchange exchange, int status, String json) throws IOException {
        byte[] body = json.getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().set("Content-Type", "application/json");
        exchange.sendResponseHeaders(status, body.length);
        exchange.getResponseBody().write(body);
        exchange.close();
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
