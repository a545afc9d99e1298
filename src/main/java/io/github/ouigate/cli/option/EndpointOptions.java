package io.github.ouigate.cli.option;

import io.github.ouigate.app.InputFile;
import io.github.ouigate.message.Message;
import io.github.ouigate.message.UsageException;
import io.github.ouigate.verify.http.Endpoint;
import io.github.ouigate.verify.http.EndpointReader;
import io.github.ouigate.verify.http.EndpointRequest;
import io.github.ouigate.verify.http.NewEntries;
import io.github.ouigate.verify.http.RequestHeaders;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Option;

/** The options for requests of the application's lists. */
public final class EndpointOptions {
    @ArgGroup(exclusive = false, multiplicity = "0..*")
    private List<Argument> endpoints = new ArrayList<>();

    @Option(names = "--header-file", descriptionKey = "help.header-file", paramLabel = "FILE")
    private @Nullable Path headerFile;

    @Option(names = "--endpoint-allow-new", descriptionKey = "help.endpoint-allow-new")
    private boolean allowNew;

    @Option(names = "--endpoint-timeout", descriptionKey = "help.endpoint-timeout", paramLabel = "TIME")
    private String timeout = "10s";

    /** A list and the file with its headers. */
    static final class Argument {
        private @Nullable String url;
        private @Nullable Path headerFile;
        private boolean fileFirst;

        @Option(names = "--endpoint", descriptionKey = "help.endpoint", paramLabel = "URL")
        void url(@Nullable String given) {
            url = given;
        }

        @Option(names = "--endpoint-header-file", descriptionKey = "help.endpoint-header-file", paramLabel = "FILE")
        void headerFile(@Nullable Path given) {
            headerFile = given;
            fileFirst = given != null && url == null;
        }

        private Endpoint endpoint() {
            if (fileFirst) {
                throw new UsageException(Message.of("endpoint-header-file.first"));
            }
            return Endpoint.parse(String.valueOf(url));
        }
    }

    /**
     * Returns the requests.
     *
     * @throws UsageException if a URL or a header file is invalid
     */
    public List<EndpointRequest> requests(Path directory) {
        if (endpoints.isEmpty() && (headerFile != null || allowNew)) {
            throw new UsageException(
                    Message.of("endpoint.unused", headerFile != null ? "--header-file" : "--endpoint-allow-new"));
        }
        duration();
        RequestHeaders forAll = headers(directory, headerFile).orElse(RequestHeaders.NONE);
        return endpoints.stream()
                .map(argument -> new EndpointRequest(
                        argument.endpoint(),
                        headers(directory, argument.headerFile).orElse(forAll)))
                .toList();
    }

    private static Optional<RequestHeaders> headers(Path directory, @Nullable Path named) {
        if (named == null) {
            return Optional.empty();
        }
        Path file = directory.resolve(named);
        try {
            return Optional.of(RequestHeaders.parse(file, new InputFile(file).text()));
        } catch (IOException e) {
            throw new UsageException(Message.of("header-file.unreadable", file), e);
        }
    }

    private Duration duration() {
        return RunOptions.duration("--endpoint-timeout", timeout);
    }

    /**
     * Returns a reader for the lists of a run that requested its locks at {@code lockRequestedAt}; empty if unknown.
     */
    public EndpointReader reader(Optional<Instant> lockRequestedAt) {
        return new EndpointReader(new NewEntries(lockRequestedAt, allowNew), duration());
    }
}
