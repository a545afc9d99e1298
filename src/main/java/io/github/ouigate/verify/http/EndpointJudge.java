package io.github.ouigate.verify.http;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import io.github.ouigate.message.Message;
import io.github.ouigate.verify.Check;
import io.github.ouigate.verify.Check.Kind;
import io.github.ouigate.verify.Check.State;
import java.io.IOException;
import java.net.ConnectException;
import java.net.ProtocolException;
import java.net.http.HttpResponse;
import java.nio.channels.UnresolvedAddressException;
import java.security.cert.CertificateException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import javax.net.ssl.SSLException;

/** Converts an endpoint's response or failure to a check. Messages never contain the content of a response. */
record EndpointJudge(EndpointRequest request, NewEntries newEntries) {
    /** The maximum length of a body in bytes; an empty list with white space is much shorter. */
    static final int LONGEST_BODY = 1 << 20;

    private static final JsonFactory JSON = new JsonFactory();
    private static final int BYTES_PER_KIB = 1024;
    private static final int OK = 200;
    private static final int UNAUTHORIZED = 401;
    private static final int FORBIDDEN = 403;
    private static final Set<Integer> NOT_FOUND = Set.of(404, 410);
    private static final int SERVER_ERRORS = 500;

    /** A media type without parameters (RFC 9110, 8.3.1). */
    private static final Pattern MEDIA_TYPE = Pattern.compile("[\\w!#$&^.+-]{1,60}/[\\w!#$&^.+-]{1,60}");

    private static final Pattern OTHER_PAGE = Pattern.compile("(?i)\\brel=\"?(next|prev|previous)\\b");

    private static final Set<String> PAGES = Set.of("text/html", "application/xhtml+xml");

    Check answer(HttpResponse<byte[]> response) {
        int status = response.statusCode();
        if (status != OK) {
            return differs(status(status), String.valueOf(status));
        }
        if (response.body().length > LONGEST_BODY) {
            return differs("endpoint.too-long", LONGEST_BODY / BYTES_PER_KIB);
        }
        return list(response);
    }

    private String status(int status) {
        boolean anonymous = request.headers().isEmpty();
        if (status == UNAUTHORIZED) {
            return anonymous ? "endpoint.no-token" : "endpoint.token-refused";
        }
        if (status == FORBIDDEN) {
            return anonymous ? "endpoint.no-token" : "endpoint.no-right";
        }
        if (NOT_FOUND.contains(status)) {
            return "endpoint.not-found";
        }
        return status >= SERVER_ERRORS ? "endpoint.server-error" : "endpoint.status";
    }

    /** Checks a JSON list in any encoding that JSON allows. */
    private Check list(HttpResponse<byte[]> response) {
        try (JsonParser parser = JSON.createParser(response.body())) {
            JsonToken first = parser.nextToken();
            ListEntries entries = new ListEntries(0, 0, 0);
            if (first == JsonToken.START_ARRAY) {
                entries = ListEntries.read(parser, newEntries.lockRequestedAt());
            } else {
                parser.skipChildren();
            }
            if (first != null && parser.nextToken() == null) { // exactly one value
                return first == JsonToken.START_ARRAY ? judge(entries, response) : differs("endpoint.no-list");
            }
        } catch (IOException e) {
            // Not JSON: the bytes are in memory, so that there is no other reason.
        }
        Optional<String> type = mediaType(response);
        return differs(
                type.filter(PAGES::contains).isPresent() ? "endpoint.page" : "endpoint.no-json",
                type.<Object>map(name -> name).orElse(Message.of("endpoint.no-type")));
    }

    private Check judge(ListEntries entries, HttpResponse<byte[]> response) {
        if (entries.count() == 0) {
            return isPageOfMore(response) ? differs("endpoint.empty-page") : check(State.HOLDS, "endpoint.empty");
        }
        if (entries.older() > 0) {
            return differs("endpoint.older", entries.count(), entries.older());
        }
        if (entries.untold() == 0) {
            return check(State.REPORTED, "endpoint.newer", entries.count());
        }
        return newEntries.allowed()
                ? check(State.REPORTED, "endpoint.allowed", entries.count())
                : differs(
                        newEntries.lockRequestedAt().isPresent() ? "endpoint.untold" : "endpoint.not-empty",
                        entries.count());
    }

    /** Returns whether headers of paginated lists indicate entries on other pages (RFC 8288). */
    private static boolean isPageOfMore(HttpResponse<byte[]> response) {
        return response.headers().allValues("x-total-count").stream().anyMatch(count -> !count.matches("0*"))
                || response.headers().allValues("link").stream()
                        .anyMatch(link -> OTHER_PAGE.matcher(link).find());
    }

    private static Optional<String> mediaType(HttpResponse<byte[]> response) {
        return response.headers()
                .firstValue("content-type")
                .map(value -> value.split(";", -1)[0].strip().toLowerCase(Locale.ROOT))
                .filter(type -> MEDIA_TYPE.matcher(type).matches());
    }

    Check failure(IOException failure) {
        boolean encrypting = false;
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            encrypting |= cause instanceof SSLException;
            if (cause instanceof UnresolvedAddressException) {
                return differs("endpoint.unknown-host");
            }
            if (cause instanceof CertificateException) {
                return differs("endpoint.certificate", String.valueOf(cause.getMessage()));
            }
            if (cause instanceof ProtocolException) {
                return differs("endpoint.no-http"); // its message would repeat the response
            }
        }
        if (encrypting) {
            return differs("endpoint.tls", String.valueOf(failure.getMessage()));
        }
        return failure instanceof ConnectException
                ? differs("endpoint.down")
                : differs("endpoint.failed", String.valueOf(failure.getMessage()));
    }

    Check differs(String key, Object... particulars) {
        return check(State.DIFFERS, key, particulars);
    }

    /** Returns a check; the endpoint is the first argument of each message. */
    private Check check(State state, String key, Object... particulars) {
        Endpoint endpoint = request.endpoint();
        List<Object> arguments = new ArrayList<>(List.of(endpoint));
        arguments.addAll(List.of(particulars));
        return Check.of(Kind.ENDPOINT, endpoint, state, key, arguments.toArray());
    }
}
