package dev.norelay.wire;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import com.code_intelligence.jazzer.junit.DictionaryFile;
import com.code_intelligence.jazzer.junit.FuzzTest;
import dev.norelay.fuzz.Property;
import dev.norelay.fuzz.Servers;
import dev.norelay.journal.Entry;
import dev.norelay.journal.Event;
import dev.norelay.journal.JournalLimits;
import dev.norelay.journal.Recorder;
import dev.norelay.scenario.Run;
import dev.norelay.session.ServerLimits;
import dev.norelay.smtp.Command;
import dev.norelay.smtp.SyntaxError;
import dev.norelay.tls.CertificateAuthority;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Supplier;

/**
 * A whole session behind a socket that is none: octets in, replies out, the journal beside it. The first octet chooses
 * the server, the rest is what the client sends: in one piece, octet by octet, and in pieces drawn by chance, which must
 * make no difference.
 */
class SessionDriverFuzz {
    private static final int ONE_BY_ONE = 600;
    /** What a session may hold back of a client that waits for its answers, and once more for a piece that comes on top. */
    private static final long MOST_HELD = 512 << 10;

    private static final TlsContexts CONTEXTS = new TlsContexts(Runnable::run);
    private static final Supplier<CertificateAuthority> AUTHORITY =
            new Lazy<>(() -> CertificateAuthority.create(Servers.CLOCK));

    /** What came of a session. */
    private record Outcome(String sent, List<String> journal) {}

    @FuzzTest
    @DictionaryFile(resourcePath = "/dev/norelay/smtp.dict")
    void piecesMakeNoDifference(byte[] octets) {
        if (octets.length == 0) {
            return;
        }
        byte choice = octets[0];
        byte[] said = Arrays.copyOfRange(octets, 1, octets.length);
        Outcome whole = play(choice, said, new int[0]);
        if (said.length <= ONE_BY_ONE) {
            Property.same(whole, play(choice, said, cuts(said.length, 1.0, choice)), "octet by octet");
        }
        Property.same(whole, play(choice, said, cuts(said.length, 0.1, Arrays.hashCode(octets))), "in pieces");
    }

    private static int[] cuts(int length, double chance, long seed) {
        Random random = new Random(seed);
        List<Integer> cuts = new ArrayList<>();
        for (int at = 1; at < length; at++) {
            if (random.nextDouble() < chance) {
                cuts.add(at);
            }
        }
        return cuts.stream().mapToInt(Integer::intValue).toArray();
    }

    /** What comes of a client that sends this, cut at these places, and goes. */
    private static Outcome play(byte choice, byte[] said, int... cuts) {
        Run run = Servers.run(choice);
        Recorder recorder = new Recorder(Servers.CLOCK, JournalLimits.DEFAULT, Runnable::run);
        LongAdder activity = new LongAdder();
        Endpoint endpoint = new Endpoint(
                run,
                null,
                recorder,
                new Workers(Runnable::run, activity),
                new ServerTls(CONTEXTS, AUTHORITY, run::phase, List.of("127.0.0.1")),
                Servers.CLOCK,
                ServerLimits.DEFAULT,
                new Spool(ServerLimits.DEFAULT.spooled(), Runnable::run),
                new PhaseTimers(run, recorder, () -> {}),
                activity);
        String listener = Servers.listener(choice);
        MemoryChannel client =
                new MemoryChannel(endpoint, listener, run.profile(listener).security());
        int from = 0;
        for (int i = 0; i <= cuts.length; i++) {
            int to = i == cuts.length ? said.length : cuts[i];
            send(client, said, from, to);
            from = to;
        }
        client.pass(60); // whatever was to come late has come
        client.leave();
        client.checkException();
        Property.same(0L, client.octetsHeld(), "octets in buffers that were not released");
        List<Entry> entries = recorder.recent();
        sound(said, new String(client.sent(), ISO_8859_1), entries);
        Outcome outcome = outcome(client, entries);
        recorder.close();
        return outcome;
    }

    /** A piece, as soon as the server reads; of one that is over, never. */
    private static void send(MemoryChannel client, byte[] said, int from, int to) {
        for (int waited = 0; waited < 10 && !client.reads(); waited++) {
            client.pass(1);
        }
        if (client.isActive()) {
            client.receive(said, from, to - from);
            Property.holds(client.octetsHeld() <= MOST_HELD, "octets held", client.octetsHeld());
        }
    }

    private static void sound(byte[] said, String sent, List<Entry> entries) {
        long asked = 1; // the greeting
        boolean inChunks = false;
        List<Event.ChunkReceived> chunks = new ArrayList<>();
        for (Entry entry : entries) {
            Event event = entry.event();
            if (event instanceof Event.CommandReceived || event instanceof Event.ContentReceived) {
                asked++;
                inChunks = event instanceof Event.CommandReceived received
                        ? received.command() instanceof Command.Bdat
                        : inChunks;
            } else if (event instanceof Event.ChunkReceived chunk && chunk.wanted()) {
                chunks.add(chunk);
            } else if (event instanceof Event.MessageTaken taken) {
                Property.holds(!taken.message().recipients().isEmpty(), "a message for nobody", taken.message());
                if (!inChunks) {
                    stands(said, taken.message().octets());
                } else {
                    standsInChunks(said, taken.message().octets(), chunks);
                }
            }
        }
        long replies = entries.stream()
                .filter(entry -> entry.event() instanceof Event.ReplySent)
                .count();
        Property.holds(replies <= asked, "replies, commands, all that was sent", replies, asked, sent);
        for (String line : sent.split("\r\n", -1)) {
            Property.holds(line.indexOf('\n') < 0 || line.charAt(0) < ' ', "a bare LF", line);
        }
    }

    /** Its octets are the client's, but for the dot at a line's beginning, stuffed or not (RFC 5321 §4.5.2). */
    private static void stands(byte[] said, byte[] message) {
        String sent = new String(said, ISO_8859_1).replace("\r\n.", "\r\n");
        String taken = new String(message, ISO_8859_1);
        Property.holds(sent.contains(taken + "\r\n"), "a message that was not sent", taken);
    }

    /** The last chunks make it up, each as it came and in order. */
    private static void standsInChunks(byte[] said, byte[] message, List<Event.ChunkReceived> chunks) {
        String all = new String(said, ISO_8859_1);
        String left = new String(message, ISO_8859_1);
        int behind = all.length();
        for (int last = chunks.size() - 1; !left.isEmpty() && last >= 0; last--) {
            int size = (int) Math.min(left.length(), chunks.get(last).size());
            String chunk = left.substring(left.length() - size);
            left = left.substring(0, left.length() - size);
            behind = all.lastIndexOf(chunk, behind - size);
            Property.holds(behind >= 0, "a chunk that was not sent", chunk);
        }
        Property.holds(left.isEmpty(), "a message longer than its chunks", left);
    }

    /** Of a handshake where none is due, so much stands in the journal as came first. */
    private static boolean isHandshake(Event.CommandReceived received) {
        return received.command() instanceof Command.Malformed malformed
                && malformed.error() == SyntaxError.TLS_HANDSHAKE;
    }

    /** All that must not depend on pieces: not what is dropped behind the end, nor a handshake that never comes. */
    private static Outcome outcome(MemoryChannel client, List<Entry> entries) {
        List<String> journal = new ArrayList<>();
        for (Entry entry : entries) {
            Event event = entry.event();
            if (event instanceof Event.MessageTaken taken) {
                journal.add("message " + new String(taken.message().octets(), ISO_8859_1));
            } else if (event instanceof Event.ReplySent reply) {
                journal.add(reply.toString());
                if (reply.reply().toString().endsWith("Ready to start TLS\r\n")) {
                    break;
                }
            } else if (event instanceof Event.CommandReceived received) {
                journal.add(isHandshake(received) ? "a handshake" : received.toString());
            } else if (event instanceof Event.ContentReceived || event instanceof Event.LoginTried) {
                journal.add(event.toString());
            }
        }
        String sent = new String(client.sent(), ISO_8859_1);
        int tls = sent.indexOf("Ready to start TLS\r\n");
        return new Outcome(tls < 0 ? sent : sent.substring(0, tls), journal);
    }
}
