package dev.norelay.session;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.norelay.smtp.Command;
import dev.norelay.smtp.CommandParser;
import dev.norelay.smtp.Octets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Plays a transcript on a session, with no socket.
 *
 * <ul>
 *   <li>{@code C: RCPT TO:<bob@partner.test>} is a line of the client's; {@code base64(…)} in it is encoded.
 *   <li>{@code S: 550 5.7.1} is what the server must say: the beginning of its last line, or of all of its lines where
 *       there are several. The session then follows the server.
 *   <li>{@code S! 250} is what a script says in its place: 2xx and 3xx carry the command out, all else does not.
 *   <li>{@code (TLSv1.3)} and {@code (message of 20 octets)} are what happens beside the commands; behind the size may
 *       stand {@code , bare newline} or {@code , not stored}.
 * </ul>
 */
public final class Dialogue {
    private static final Pattern BASE64 = Pattern.compile("base64\\(([^)]*)\\)");
    private static final Pattern MESSAGE = Pattern.compile("\\(message of (\\d+) octets(, .*)?\\)");
    private static final String LOGIN = """
            C: EHLO client.test
            S: 250
            C: STARTTLS
            S: 220
            (TLSv1.3)
            C: EHLO client.test
            S: 250
            C: AUTH PLAIN base64(\0alice@example.test\0correct-horse)
            S: 235
            """;

    private final Session session = new Session("submission", "192.0.2.7");
    private ServerProfile profile;
    private @Nullable Proposal open;
    private long chunked;

    private Dialogue(TestServer server) {
        this.profile = server.profile();
    }

    /** A client that has not yet said anything. */
    static Dialogue connected(TestServer server) {
        return new Dialogue(server);
    }

    /** A client that has said EHLO. */
    public static Dialogue greeted(TestServer server) {
        return connected(server).plays("C: EHLO client.test\nS: 250\n");
    }

    /** A client that has said EHLO inside TLS. */
    public static Dialogue secured(TestServer server) {
        return connected(server).plays(LOGIN.substring(0, LOGIN.indexOf("C: AUTH")));
    }

    /** Alice's client, logged in inside TLS. */
    public static Dialogue loggedIn(TestServer server) {
        return connected(server).plays(LOGIN);
    }

    /** Plays on, with what the server says checked line by line. */
    Dialogue plays(String transcript) {
        List<String> lines = transcript.lines().map(String::strip).toList();
        for (int i = 0; i < lines.size(); i++) {
            String line = encoded(lines.get(i));
            if (line.startsWith("S: ")) {
                List<String> expected = new ArrayList<>(List.of(line.substring(3)));
                while (i + 1 < lines.size() && lines.get(i + 1).startsWith("S: ")) {
                    expected.add(encoded(lines.get(++i).substring(3)));
                }
                says(expected, lines.subList(0, i + 1));
            } else if (line.startsWith("S! ")) {
                settle(Integer.parseInt(line.substring(3, 6)) < 400);
            } else {
                followServer();
                happens(line);
            }
        }
        return this;
    }

    /** The same client, to whom the server is another from now on: what a remedy does. */
    Dialogue meets(TestServer other) {
        followServer();
        profile = other.profile();
        return this;
    }

    /** The session as it stands, the server's last answer settled. */
    public Session session() {
        followServer();
        return session;
    }

    /** The session as it stands while the server's last answer waits for its decision. */
    public Session unsettled() {
        return session;
    }

    /** What the server proposes for a line, not settled yet. */
    public Proposal proposes(String line) {
        followServer();
        happens("C: " + encoded(line));
        return proposal();
    }

    private void happens(String line) {
        Matcher message = MESSAGE.matcher(line);
        if (line.startsWith("C:")) {
            open = answer(command(line.substring(2).stripLeading()));
        } else if (line.startsWith("(TLS")) {
            session.tlsStarted(line.substring(1, line.length() - 1));
        } else if (message.matches()) {
            assertThat(session.awaitsContent()).as("awaits the message").isTrue();
            String flaw = message.group(2) == null ? "" : message.group(2);
            long size = Long.parseLong(message.group(1));
            Content content = new Content(
                    size, flaw.equals(", bare newline"), !flaw.equals(", not stored"), Octets.copyOf(new byte[0]));
            open = session.proposeEndOfData(content, profile);
        } else {
            throw new IllegalArgumentException("not a line of a transcript: " + line);
        }
    }

    /** The octets of a chunk come at once. */
    private Proposal answer(Command command) {
        if (!(command instanceof Command.Bdat chunk)) {
            return session.propose(command, profile);
        }
        chunked = (session.hasContent() ? chunked : 0) + chunk.size();
        return session.proposeChunk(chunk, new Content(chunked, false, true, Octets.copyOf(new byte[0])), profile);
    }

    private Command command(String line) {
        return session.awaitsAuthResponse()
                ? new Command.AuthResponse(line)
                : CommandParser.parse(line.getBytes(UTF_8));
    }

    private void says(List<String> expected, List<String> soFar) {
        List<String> actual = proposal().reply().toString().lines().toList();
        String where = String.join("\n", soFar);
        if (expected.size() == 1) {
            assertThat(actual.get(actual.size() - 1)).as(where).startsWith(expected.get(0));
        } else {
            assertThat(actual).as(where).hasSameSizeAs(expected);
            for (int i = 0; i < expected.size(); i++) {
                assertThat(actual.get(i)).as(where).startsWith(expected.get(i));
            }
        }
    }

    private Proposal proposal() {
        if (open == null) {
            throw new IllegalStateException("the client has not said anything that is answered");
        }
        return open;
    }

    private void followServer() {
        if (open != null) {
            settle(open.accepts());
        }
    }

    private void settle(boolean accepted) {
        session.settle(proposal(), accepted, profile);
        open = null;
    }

    private static String encoded(String line) {
        return BASE64.matcher(line)
                .replaceAll(found ->
                        Base64.getEncoder().encodeToString(found.group(1).getBytes(UTF_8)));
    }
}
