package io.github.ouigate.testing;

import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Path;
import java.sql.Connection;
import java.util.HashMap;
import java.util.Map;
import java.util.function.BiConsumer;
import java.util.stream.Stream;

/** Stock Liquibase, in a class loader of its own, with ouigate on its class path. */
public final class StockLiquibase {
    private static final ClassLoader LOADER = loader();

    private StockLiquibase() {}

    /** Runs the job's changelog with Liquibase's API and these changelog parameters. */
    public static void update(Connection connection, Map<String, String> parameters) {
        run(StockUpdate.class, connection, parameters);
    }

    /**
     * Runs a Liquibase command on a changelog file.
     *
     * @param tag the tag of a rollback
     * @return the output
     */
    public static String command(Connection connection, String command, Path changelog, String tag) {
        Map<String, String> arguments = new HashMap<>();
        arguments.put("command", command);
        arguments.put("changelog", changelog.toAbsolutePath().toString());
        arguments.put("tag", tag);
        run(StockCommands.class, connection, arguments);
        return arguments.getOrDefault("output", "");
    }

    private static void run(Class<?> type, Connection connection, Map<String, String> parameters) {
        Thread thread = Thread.currentThread();
        ClassLoader before = thread.getContextClassLoader();
        thread.setContextClassLoader(LOADER);
        try {
            @SuppressWarnings("unchecked") // it is the class that the name says
            BiConsumer<Connection, Map<String, String>> update = (BiConsumer<Connection, Map<String, String>>)
                    LOADER.loadClass(type.getName()).getDeclaredConstructor().newInstance();
            update.accept(connection, parameters);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(e);
        } finally {
            thread.setContextClassLoader(before);
        }
    }

    private static ClassLoader loader() {
        URL[] path = Stream.of(System.getProperty("java.class.path").split(System.getProperty("path.separator"), -1))
                .map(Path::of)
                .map(StockLiquibase::url)
                .toArray(URL[]::new);
        return new URLClassLoader(path, ClassLoader.getPlatformClassLoader());
    }

    private static URL url(Path path) {
        try {
            return path.toUri().toURL();
        } catch (MalformedURLException e) {
            throw new IllegalStateException(e);
        }
    }
}
