package io.github.ouigate.verify.http;

import io.github.ouigate.message.Message;
import io.github.ouigate.message.UsageException;
import java.net.URI;
import java.net.http.HttpRequest;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Request headers for the application, such as a token. Their values are secrets, which messages never contain. */
public final class RequestHeaders {
    /** No headers. */
    public static final RequestHeaders NONE = new RequestHeaders(List.of());

    /** A header field (RFC 9110, 5.1 and 5.5), in ASCII. */
    private static final Pattern LINE = Pattern.compile(
            "([!#$%&'*+.^_`|~0-9A-Za-z-]+):[ \\t]*([\\x21-\\x7e](?:[\\t\\x20-\\x7e]*[\\x21-\\x7e])?)[ \\t]*");

    private final List<Header> headers;

    private record Header(String name, String value) {}

    private RequestHeaders(List<Header> headers) {
        this.headers = List.copyOf(headers);
    }

    /**
     * Parses headers, one {@code Name: value} a line; empty lines and lines that start with # are ignored.
     *
     * @param file the origin of the text, for people
     * @throws UsageException if a line is not a header, or is a header that only the HTTP client may set
     */
    public static RequestHeaders parse(Object file, String text) {
        List<Header> headers = new ArrayList<>();
        int number = 0;
        for (String line : text.lines().toList()) {
            number++;
            if (!line.isBlank() && !line.stripLeading().startsWith("#")) {
                Matcher matcher = LINE.matcher(line);
                if (!matcher.matches() || !isAllowed(matcher.group(1))) {
                    throw new UsageException(Message.of("header-file.line", file, String.valueOf(number)));
                }
                headers.add(new Header(matcher.group(1), matcher.group(2)));
            }
        }
        return new RequestHeaders(headers);
    }

    /** Returns whether the client accepts a header; it rejects some, such as Host, when they are set. */
    private static boolean isAllowed(String name) {
        try {
            HttpRequest.newBuilder(URI.create("http://localhost/")).header(name, "x");
            return true;
        } catch (IllegalArgumentException e) {
            return false;
        }
    }

    boolean isEmpty() {
        return headers.isEmpty();
    }

    void addTo(HttpRequest.Builder request) {
        headers.forEach(header -> request.header(header.name(), header.value()));
    }
}
