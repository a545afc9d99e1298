package io.github.ouigate.verify.http;

import io.github.ouigate.time.Deadline;
import io.github.ouigate.verify.Check;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpTimeoutException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Requests lists of the application. */
public final class EndpointReader {
    private static final List<Integer> REDIRECTS = List.of(301, 302, 303, 307, 308);
    private static final int MOST_REDIRECTS = 5;

    private final HttpClient client;
    private final NewEntries newEntries;
    private final Duration timeout;

    /**
     * Creates a reader.
     *
     * @param newEntries the entries that a list may contain
     * @param timeout the time limit for one endpoint, including redirects and the body
     */
    public EndpointReader(NewEntries newEntries, Duration timeout) {
        this.newEntries = newEntries;
        this.timeout = timeout;
        this.client = HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .followRedirects(HttpClient.Redirect.NEVER)
                .connectTimeout(timeout)
                .build();
    }

    /**
     * Checks whether an endpoint returns a list that is empty or contains only new entries; any other response is a
     * difference.
     */
    public Check check(EndpointRequest request) {
        EndpointJudge judge = new EndpointJudge(request, newEntries);
        try {
            return requestWithRedirects(request, judge);
        } catch (TimeoutException | HttpTimeoutException e) {
            return judge.differs("endpoint.slow", timeout);
        } catch (IOException e) {
            return judge.failure(e);
        }
    }

    private Check requestWithRedirects(EndpointRequest request, EndpointJudge judge)
            throws IOException, TimeoutException {
        Deadline deadline = Deadline.in(timeout);
        URI at = request.endpoint().uri();
        for (int redirects = 0; redirects <= MOST_REDIRECTS; redirects++) {
            HttpResponse<byte[]> response = get(at, request.headers(), deadline);
            Optional<URI> next = redirection(at, response);
            if (next.isEmpty()) {
                return judge.answer(response);
            }
            at = next.get();
            if (!request.endpoint().isSameServer(at)) {
                return judge.differs("endpoint.elsewhere", Endpoint.server(at));
            }
        }
        return judge.differs("endpoint.circle", MOST_REDIRECTS);
    }

    private static Optional<URI> redirection(URI at, HttpResponse<byte[]> response) {
        if (!REDIRECTS.contains(response.statusCode())) {
            return Optional.empty();
        }
        try {
            return response.headers().firstValue("location").map(at::resolve);
        } catch (IllegalArgumentException e) {
            return Optional.empty(); // no valid target
        }
    }

    /** Requests a URL within the deadline. The client's own timeout does not cover the body. */
    private HttpResponse<byte[]> get(URI at, RequestHeaders headers, Deadline deadline)
            throws IOException, TimeoutException {
        HttpRequest.Builder request = HttpRequest.newBuilder(at).GET();
        request.setHeader("Cache-Control", "no-cache"); // cached responses may predate the run
        headers.addTo(request);
        CompletableFuture<HttpResponse<byte[]>> answer = client.sendAsync(
                request.setHeader("Accept", "application/json").build(),
                head -> new BoundedBody(EndpointJudge.LONGEST_BODY));
        try {
            return answer.get(deadline.left().toNanos(), TimeUnit.NANOSECONDS);
        } catch (ExecutionException e) {
            if (e.getCause() instanceof IOException failure) {
                throw failure;
            }
            throw new IOException(e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException();
        } finally {
            answer.cancel(true);
        }
    }
}
