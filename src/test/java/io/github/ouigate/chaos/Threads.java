package io.github.ouigate.chaos;

/** Creates threads without inheritable thread-locals: Liquibase stores its scope in one, and runs must not share it. */
final class Threads {
    private Threads() {}

    static Thread named(String name, Runnable work) {
        Thread thread = new Thread(null, work, "chaos " + name, 0, false);
        thread.setDaemon(true);
        return thread;
    }

    static Thread start(String name, Runnable work) {
        Thread thread = named(name, work);
        thread.start();
        return thread;
    }
}
