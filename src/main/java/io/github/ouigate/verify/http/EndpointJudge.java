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
import java.util.regex.Pattern;

/** Turns an endpoint's answer, or its failure, into a check. No message repeats the content of an answer. */
final class EndpointJudge {
    /** Far more than an empty list with white space has. */
    static final int LONGEST_BODY = 1 << 20;

    private static final JsonFactory JSON = new JsonFactory();
    private static final int BYTES_PER_KIB = 1024;
    private static final int OK = 200;
    private static final int UNAUTHORIZED = 401;
    private static final int FORBIDDEN = 403;

    /** RFC 9110, 8.3.1, without the parameters. */
    private static final Pattern MEDIA_TYPE = Pattern.compile("[\\w!#$&^.+-]{1,60}/[\\w!#$&^.+-]{1,60}");

    private EndpointJudge() {}

    static Check answer(Endpoint endpoint, HttpResponse<byte[]> response) {
        int status = response.statusCode();
        if (status == UNAUTHORIZED || status == FORBIDDEN) {
            return differs(endpoint, "endpoint.denied", String.valueOf(status));
        }
        if (status != OK) {
            return differs(endpoint, "endpoint.status", String.valueOf(status));
        }
        if (response.body().length > LONGEST_BODY) {
            return differs(endpoint, "endpoint.too-long", LONGEST_BODY / BYTES_PER_KIB);
        }
        return list(endpoint, response);
    }

    /** Counts the entries of a list, in any encoding that JSON may have, and keeps none: they are private messages. */
    private static Check list(Endpoint endpoint, HttpResponse<byte[]> response) {
        try (JsonParser parser = JSON.createParser(response.body())) {
            JsonToken first = parser.nextToken();
            int entries = 0;
            if (first == JsonToken.START_ARRAY) {
                while (parser.nextToken() != JsonToken.END_ARRAY) {
                    entries++;
                    parser.skipChildren();
                }
            } else {
                parser.skipChildren();
            }
            if (first != null && parser.nextToken() == null) { // one value, and nothing after it
                if (first != JsonToken.START_ARRAY) {
                    return differs(endpoint, "endpoint.no-list");
                }
                return entries == 0
                        ? Check.of(Kind.ENDPOINT, endpoint, State.HOLDS, "endpoint.empty", endpoint)
                        : differs(endpoint, "endpoint.not-empty", entries);
            }
        } catch (IOException e) {
            // The bytes are in memory: they are no JSON.
        }
        return differs(endpoint, "endpoint.no-json", mediaType(response));
    }

    private static Object mediaType(HttpResponse<byte[]> response) {
        return response.headers()
                .firstValue("content-type")
                .map(value -> value.split(";", -1)[0].strip())
                .filter(type -> MEDIA_TYPE.matcher(type).matches())
                .<Object>map(type -> type)
                .orElse(Message.of("endpoint.no-type"));
    }

    static Check failure(Endpoint endpoint, IOException failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof UnresolvedAddressException) {
                return differs(endpoint, "endpoint.unknown-host");
            }
            if (cause instanceof CertificateException) {
                return differs(endpoint, "endpoint.certificate", String.valueOf(cause.getMessage()));
            }
            if (cause instanceof ProtocolException) {
                return differs(endpoint, "endpoint.no-http"); // its message repeats what came instead
            }
        }
        return failure instanceof ConnectException
                ? differs(endpoint, "endpoint.down")
                : differs(endpoint, "endpoint.failed", String.valueOf(failure.getMessage()));
    }

    /** The endpoint is the first argument of each message. */
    static Check differs(Endpoint endpoint, String key, Object... particulars) {
        List<Object> arguments = new ArrayList<>(List.of(endpoint));
        arguments.addAll(List.of(particulars));
        return Check.of(Kind.ENDPOINT, endpoint, State.DIFFERS, key, arguments.toArray());
    }
}
