package io.github.ouigate.testing;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** A proxy between a client and a PostgreSQL server that breaks connections at chosen moments, or acts as a pooler. */
public final class CuttingProxy implements AutoCloseable {
    /** The point at which the next commit is cut off. */
    public enum Cut {
        /** The server does not receive the commit. */
        BEFORE_COMMIT,
        /** The server does not receive the commit and is unreachable afterwards. */
        BEFORE_COMMIT_FOR_GOOD,
        /** The server commits, and the client does not receive the answer. */
        BEFORE_ANSWER,
        /** The server commits, the client does not receive the answer, and the server is unreachable afterwards. */
        BEFORE_ANSWER_FOR_GOOD,
        /** The server commits; no answer passes to any client until {@link #speak}. */
        SILENT_BEFORE_ANSWER,
        /** The client receives the answer to the commit; no later answer passes to any client until {@link #speak}. */
        SILENT_AFTER_ANSWER;

        private boolean isSilent() {
            return this == SILENT_BEFORE_ANSWER || this == SILENT_AFTER_ANSWER;
        }

        private boolean isBeforeCommit() {
            return this == BEFORE_COMMIT || this == BEFORE_COMMIT_FOR_GOOD;
        }

        private boolean isForGood() {
            return this == BEFORE_COMMIT_FOR_GOOD || this == BEFORE_ANSWER_FOR_GOOD;
        }
    }

    /** The driver's commit: it names the prepared statement the first time, and later sends only the name. */
    private static final Pattern NAMED_COMMIT = Pattern.compile("(S_\\d+)\0COMMIT\0");

    private final int serverPort;
    private final ServerSocket listener;
    private final Set<Link> links = ConcurrentHashMap.newKeySet();
    private volatile @Nullable Cut armed;
    private volatile int passing;
    private volatile boolean refusing;
    private volatile boolean silent;
    private volatile boolean renumbering;

    public CuttingProxy(int serverPort) throws IOException {
        this.serverPort = serverPort;
        this.listener = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        start("proxy", this::accept);
    }

    public int port() {
        return listener.getLocalPort();
    }

    /** Cuts off the next commit. */
    public void arm(Cut cut) {
        arm(cut, 0);
    }

    /** Cuts off the next commit, or its answer, after a number of bytes. */
    public void arm(Cut cut, int bytes) {
        passing = bytes;
        armed = cut;
    }

    /** Returns whether a commit is to be cut off and has not been sent yet. */
    public boolean isArmed() {
        return armed != null;
    }

    /** Reports other process IDs than the server, as poolers do. */
    public CuttingProxy renumberingProcesses() {
        renumbering = true;
        return this;
    }

    /** Holds back all answers of the server to all clients. */
    public void fallSilent() {
        silent = true;
    }

    /** Returns whether answers are held back. */
    public boolean isSilent() {
        return silent;
    }

    /** Releases the answers that were held back. */
    public synchronized void speak() {
        silent = false;
        notifyAll();
    }

    private synchronized void awaitSpeech() throws IOException {
        try {
            while (silent) {
                wait();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException(e);
        }
    }

    /** Breaks the current connections. */
    public void cutNow() {
        links.forEach(Link::close);
    }

    @Override
    public void close() {
        refuseAll();
        cutNow();
    }

    private void refuseAll() {
        refusing = true; // closing does not stop a connection that is being accepted just now
        try {
            listener.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void accept() throws IOException {
        while (true) {
            Socket client = listener.accept();
            if (refusing) {
                client.close();
                return;
            }
            Link link = new Link(client, new Socket(InetAddress.getLoopbackAddress(), serverPort));
            links.add(link);
            start("proxy to server", link::toServer);
            start("proxy to client", link::toClient);
        }
    }

    private interface Pump {
        void run() throws IOException;
    }

    private static void start(String name, Pump pump) {
        Thread thread = new Thread(
                () -> {
                    try {
                        pump.run();
                    } catch (IOException e) {
                        // closed: by one of the ends, or cut
                    }
                },
                name);
        thread.setDaemon(true);
        thread.start();
    }

    /** One connection. */
    private final class Link {
        private final Socket client;
        private final Socket server;
        private String commitName = "COMMIT";
        private volatile boolean answerIsCut;
        private boolean renumbered;

        Link(Socket client, Socket server) {
            this.client = client;
            this.server = server;
        }

        void toServer() throws IOException {
            try (InputStream in = client.getInputStream();
                    OutputStream out = server.getOutputStream()) {
                byte[] bytes = new byte[65536];
                for (int length = in.read(bytes); length >= 0; length = in.read(bytes)) {
                    Cut cut = armed;
                    if (isCommit(new String(bytes, 0, length, StandardCharsets.ISO_8859_1)) && cut != null) {
                        if (cut.isBeforeCommit()) {
                            cutAfter(out, bytes, length, cut);
                            return;
                        }
                        answerIsCut = true;
                    }
                    out.write(bytes, 0, length);
                }
            } finally {
                close();
            }
        }

        void toClient() throws IOException {
            try (InputStream in = server.getInputStream();
                    OutputStream out = client.getOutputStream()) {
                byte[] bytes = new byte[65536];
                for (int length = in.read(bytes); length >= 0; length = in.read(bytes)) {
                    Cut cut = answerIsCut ? armed : null;
                    if (cut != null && !cut.isSilent()) {
                        cutAfter(out, bytes, length, cut);
                        return;
                    }
                    silent |= cut == Cut.SILENT_BEFORE_ANSWER;
                    awaitSpeech();
                    renumber(bytes, length);
                    out.write(bytes, 0, length);
                    silent |= cut == Cut.SILENT_AFTER_ANSWER;
                    armed = cut == null ? armed : null;
                }
            } finally {
                close();
            }
        }

        /** Replaces the process ID in BackendKeyData (type, length, process, key), which the server sends once. */
        private void renumber(byte[] bytes, int length) {
            if (renumbering && !renumbered) {
                int at = new String(bytes, 0, length, StandardCharsets.ISO_8859_1).indexOf("K\0\0\0\f");
                renumbered = at >= 0;
                if (renumbered) {
                    bytes[at + 5] ^= 1;
                }
            }
        }

        private void cutAfter(OutputStream out, byte[] bytes, int length, Cut cut) throws IOException {
            if (cut.isForGood()) {
                refuseAll();
            }
            armed = null;
            out.write(bytes, 0, Math.min(passing, length));
        }

        private boolean isCommit(String message) {
            Matcher named = NAMED_COMMIT.matcher(message);
            if (named.find()) {
                commitName = named.group(1);
                return true;
            }
            return message.contains("\0" + commitName + "\0");
        }

        void close() {
            links.remove(this);
            try (client;
                    server) {
                client.shutdownOutput();
            } catch (IOException e) {
                // was closed already
            }
        }
    }
}
