package io.github.ouigate;

/** The program, which says on standard output where it is, and goes on: so that somebody can kill it near there. */
final class AnnouncingMain {
    private AnnouncingMain() {}

    public static void main(String[] args) {
        int code = Main.run(args, step -> System.out.println("AT " + step));
        if (code != 0) {
            System.exit(code);
        }
    }
}
