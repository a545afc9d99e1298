package io.github.ouigate.testing;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.stream.Collectors;

/** The shop's application, as far as its support conversations go; its lists want a token. */
public final class ShopApplication implements AutoCloseable {
    public static final String TOKEN = "Bearer s3cret-t0ken";

    private final Shop shop;
    private final HttpServer server;

    /** Starts it on a free port of the loopback address. */
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
        if (!TOKEN.equals(exchange.getRequestHeaders().getFirst("Authorization"))) {
            answer(exchange, 401, "{}");
        } else if (exchange.getRequestMethod().equals("POST")) {
            shop.openConversation();
            answer(exchange, 201, "{}");
        } else {
            answer(exchange, 200, list());
        }
    }

    private String list() {
        return shop.rows("SELECT subject FROM message_threads").stream()
                .map(subject -> "\"" + subject + "\"")
                .collect(Collectors.joining(",", "[", "]"));
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
