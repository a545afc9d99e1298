package io.github.ouigate.chaos;

import io.github.ouigate.testing.Await;
import io.github.ouigate.testing.PostgresServer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.Consumer;

/**
 * Many runs, each with one fault at a random moment.
 *
 * @param trials the number of trials for each fault
 * @param conversations the number of conversations in the shop
 * @param messages the number of messages in the shop
 * @param seed determines all faults and moments
 */
record CrashCampaign(Map<Disturbance, Integer> trials, int conversations, int messages, long seed) {
    private static final Duration PATIENCE = Duration.ofHours(4);

    CrashCampaign {
        trials = Map.copyOf(trials);
    }

    private record Task(Disturbance fault, int number) {}

    /** Executes the trials on servers of these versions concurrently, and returns them in order. */
    List<Trial> run(List<Integer> versions, Consumer<Trial> listener) {
        Queue<Task> tasks = new ConcurrentLinkedQueue<>(tasks());
        Queue<Trial> done = new ConcurrentLinkedQueue<>();
        List<Thread> testers = new ArrayList<>();
        for (int version : versions) {
            testers.add(Threads.start("tester on " + version, () -> {
                try (CampaignRunner tester = new CampaignRunner(version, conversations, messages, seed)) {
                    for (Task task = tasks.poll(); task != null; task = tasks.poll()) {
                        Trial trial = tester.test(task.fault(), task.number());
                        done.add(trial);
                        listener.accept(trial);
                    }
                }
            }));
        }
        Await.until("the testers", PATIENCE, () -> testers.stream().noneMatch(Thread::isAlive), tasks::size);
        if (!tasks.isEmpty() || done.size() != tasks().size()) {
            throw new AssertionError("a tester has broken down");
        }
        return done.stream()
                .sorted(Comparator.comparing(Trial::fault).thenComparing(Trial::number))
                .toList();
    }

    /** Returns the oldest and the newest version: two concurrent testers use two cores. */
    static List<Integer> oldestAndNewest() {
        List<Integer> versions = PostgresServer.versions();
        return List.of(versions.get(0), versions.get(versions.size() - 1));
    }

    private List<Task> tasks() {
        List<Task> tasks = new ArrayList<>();
        for (Disturbance fault : Disturbance.values()) {
            for (int number = 0; number < trials.getOrDefault(fault, 0); number++) {
                tasks.add(new Task(fault, number));
            }
        }
        return tasks;
    }
}
