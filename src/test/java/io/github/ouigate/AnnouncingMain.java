package io.github.ouigate;

/** Runs the program and prints each step to standard output, so that a test can kill it near a step. */
final class AnnouncingMain {
    private AnnouncingMain() {}

    public static void main(String[] args) {
        int code = Main.run(args, step -> System.out.println("AT " + step));
        if (code != 0) {
            System.exit(code);
        }
    }
}
