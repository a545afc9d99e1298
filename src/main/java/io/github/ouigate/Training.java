package io.github.ouigate;

import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.util.List;
import java.util.jar.JarFile;

/**
 * Runs once, when the program is packaged: the demo, an attempt to connect to PostgreSQL, and then all classes of the
 * program and of the driver are loaded, so that the JVM can write what it has loaded into an archive and need not read it
 * again at each start.
 */
final class Training {
    private static final String CLASS = ".class";

    private Training() {}

    public static void main(String[] args) throws IOException, URISyntaxException, ClassNotFoundException {
        int unreachable = Main.run(new String[] {"apply", "--url=postgresql://nobody@127.0.0.1:1/none"}, step -> {});
        int demo = Main.run(new String[] {"demo", "--lang=en", "-Dconfirmation=OUI"}, step -> {});
        for (Class<?> any : List.of(Main.class, Class.forName("org.postgresql.Driver"))) {
            loadAll(Path.of(
                    any.getProtectionDomain().getCodeSource().getLocation().toURI()));
        }
        if (unreachable != 1 || demo != 0) {
            throw new IllegalStateException("the connection ended with " + unreachable + ", the demo with " + demo);
        }
    }

    private static void loadAll(Path jar) throws IOException {
        try (JarFile file = new JarFile(jar.toFile())) {
            file.stream()
                    .map(entry -> entry.getName())
                    .filter(name -> name.endsWith(CLASS) && !name.startsWith("META-INF"))
                    .forEach(name -> load(
                            name.substring(0, name.length() - CLASS.length()).replace('/', '.')));
        }
    }

    private static void load(String name) {
        try {
            Class.forName(name, false, Training.class.getClassLoader());
        } catch (ClassNotFoundException | LinkageError e) {
            // it is for a library that is not there
        }
    }
}
