package io.github.ouigate.verify.http;

import io.github.ouigate.message.Message;
import io.github.ouigate.message.UsageException;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.Locale;

/** The URL of an application's list that must be empty. */
public final class Endpoint {
    private static final int HTTP = 80;
    private static final int HTTPS = 443;

    private final URI uri;

    private Endpoint(URI uri) {
        this.uri = uri;
    }

    /**
     * Parses a URL.
     *
     * @throws UsageException if it is not an HTTP or HTTPS URL, or contains a user or password; the message does not
     *     repeat it
     */
    public static Endpoint parse(String url) {
        URI uri;
        try {
            uri = new URI(url);
        } catch (URISyntaxException e) {
            throw invalid();
        }
        if (uri.getRawAuthority() != null && uri.getRawAuthority().indexOf('@') >= 0) {
            throw new UsageException(Message.of("option.endpoint-user"));
        }
        if (!isHttp(uri) || uri.getHost() == null) {
            throw invalid();
        }
        return new Endpoint(URI.create(uri.toASCIIString()));
    }

    private static UsageException invalid() {
        return new UsageException(Message.of("option.endpoint"));
    }

    private static boolean isHttp(URI uri) {
        return "http".equalsIgnoreCase(uri.getScheme()) || "https".equalsIgnoreCase(uri.getScheme());
    }

    URI uri() {
        return uri;
    }

    /** Returns whether {@code other} has the same scheme, host and port. */
    boolean isSameServer(URI other) {
        return isHttp(other) && other.getHost() != null && server(uri).equals(server(other));
    }

    /** Returns the scheme, host and port of a URL. */
    static String server(URI uri) {
        String scheme = String.valueOf(uri.getScheme()).toLowerCase(Locale.ROOT);
        int port = uri.getPort();
        boolean usual = port < 0 || port == (scheme.equals("https") ? HTTPS : HTTP);
        String host = uri.getHost() == null ? "…" : uri.getHost().toLowerCase(Locale.ROOT);
        return scheme + "://" + host + (usual ? "" : ":" + port);
    }

    /** Returns the URL without its query, which can contain a secret. */
    @Override
    public String toString() {
        return server(uri) + uri.getRawPath() + (uri.getRawQuery() == null ? "" : "?…");
    }
}
