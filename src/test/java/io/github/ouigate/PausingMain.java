package io.github.ouigate;

import io.github.ouigate.run.progress.Progress;
import io.github.ouigate.run.progress.Step;
import java.util.Arrays;
import java.util.Scanner;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * Runs the program and stops at a step until it is told to continue, so that a test can kill it, interrupt it or act
 * meanwhile. The first argument is the step, such as {@code DELETED:2}, or {@code ENDED} after all output; the others
 * are the program's.
 */
final class PausingMain {
    private static final String ENDED = "ENDED";

    private PausingMain() {}

    public static void main(String[] args) {
        CountDownLatch ended = new CountDownLatch(1);
        Runtime.getRuntime().addShutdownHook(new Thread(() -> sayWhenSignalIsHeard(ended)));
        int code;
        try {
            String[] own = Arrays.copyOfRange(args, 1, args.length);
            code = Main.run(own, args[0].equals(ENDED) ? step -> {} : new Pause(args[0]));
        } finally {
            ended.countDown();
        }
        if (args[0].equals(ENDED)) {
            stop(ENDED);
        }
        if (code != 0) {
            System.exit(code);
        }
    }

    /** Prints a line when the program's shutdown hook waits for the end of the run. */
    private static void sayWhenSignalIsHeard(CountDownLatch ended) {
        try {
            while (!ended.await(10, TimeUnit.MILLISECONDS)) {
                if (isWindingUp()) {
                    System.out.println("WINDING UP");
                    return;
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static boolean isWindingUp() {
        return Thread.getAllStackTraces().entrySet().stream()
                .filter(thread -> thread.getKey().getName().equals("wind-up"))
                .flatMap(thread -> Arrays.stream(thread.getValue()))
                .anyMatch(frame -> frame.getClassName().equals(CompletableFuture.class.getName()));
    }

    /** Stops at the n-th occurrence of a step. */
    private static final class Pause implements Progress {
        private final String point;
        private final Step step;
        private int left;

        Pause(String point) {
            this.point = point;
            String[] parts = point.split(":", 2);
            step = Step.valueOf(parts[0]);
            left = parts.length == 1 ? 1 : Integer.parseInt(parts[1]);
        }

        @Override
        public void reached(Step reached) {
            if (reached != step || --left != 0) {
                return;
            }
            stop(point);
        }
    }

    private static void stop(String point) {
        System.out.println("AT " + point);
        if (new Scanner(System.in, "UTF-8").nextLine().equals("fail")) {
            throw new OutOfMemoryError("as the test told it");
        }
    }
}
