package dev.norelay.session;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.norelay.smtp.Command;
import dev.norelay.smtp.CommandParser;
import dev.norelay.smtp.Octets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The session agrees with a second model of the order of commands, step by step, whatever a client says: thousands of
 * sequences by seed. Of a sequence on which they differ the shortest part that still shows it is told.
 */
class OrderModelTest {
    private static final int SEQUENCES = 20_000;
    private static final int LONGEST = 30;

    private static final List<String> LINES = List.of(
            "EHLO client.test",
            "HELO client.test",
            "MAIL FROM:<alice@example.test>",
            "MAIL FROM:<> SIZE=100",
            "RCPT TO:<alice@example.test>",
            "RCPT TO:<bob@partner.test>",
            "RCPT TO:<>",
            "DATA",
            ".",
            "RSET",
            "NOOP",
            "VRFY alice",
            "STARTTLS",
            "AUTH PLAIN " + base64("\0alice@example.test\0correct-horse"),
            "AUTH PLAIN " + base64("\0alice@example.test\0wrong"),
            "AUTH LOGIN",
            base64("alice@example.test"),
            base64("correct-horse"),
            "*",
            "TURN",
            "FROBNICATE");

    private static String base64(String text) {
        return Base64.getEncoder().encodeToString(text.getBytes(UTF_8));
    }

    /**
     * What RFC 5321 §4.1.4, RFC 3207 §4 and RFC 4954 §4 say about the order of commands, and nothing else: the class of
     * the reply. Its server relays for users only, and takes their logins inside TLS only. Shares no code with {@link
     * Session}.
     */
    private static final class Model {
        private boolean greeted;
        private boolean extended;
        private boolean tls;
        private boolean user;
        private boolean mail;
        private int recipients;
        private boolean content;
        private int failed;
        /** Lines of a LOGIN exchange that have come; -1: there is none. */
        private int exchange = -1;

        private boolean rightUser;

        /** The first digit of the reply; 0 for a line of a message, to which there is none. */
        int replyClass(String line) {
            if (content) {
                return line.equals(".") ? endOfData() : 0;
            }
            if (exchange >= 0) {
                return response(line);
            }
            String verb = line.split(" ", -1)[0];
            return switch (verb) {
                case "EHLO", "HELO" -> greet(verb.equals("EHLO"));
                case "MAIL" -> mail(line.contains("SIZE="));
                case "RCPT" -> recipient(line);
                case "DATA" -> data();
                case "RSET" -> reset();
                case "NOOP", "VRFY" -> 2; // §4.1.4: at any time
                case "STARTTLS" -> startTls();
                case "AUTH" -> auth(line);
                default -> 5;
            };
        }

        /** §4.1.4: as RSET; and the session may begin anew. */
        private int greet(boolean withExtensions) {
            greeted = true;
            extended = withExtensions;
            return reset();
        }

        private int reset() {
            mail = false;
            recipients = 0;
            return 2;
        }

        /** §4.1.4: behind EHLO, and once; §4.1.1.11: parameters with EHLO only. */
        private int mail(boolean parameters) {
            if (!greeted || mail || (parameters && !extended)) {
                return 5;
            }
            mail = true;
            return 2;
        }

        /** §3.3: behind MAIL. */
        private int recipient(String line) {
            boolean relayed = line.contains("@partner.test");
            if (!mail || line.contains("<>") || (relayed && !user)) {
                return 5;
            }
            recipients++;
            return 2;
        }

        /** §3.3: behind a RCPT that was accepted. */
        private int data() {
            content = recipients > 0;
            return content ? 3 : 5;
        }

        /** §4.1.1.4: the buffers are cleared. */
        private int endOfData() {
            content = false;
            return reset();
        }

        /** RFC 3207 §4.2: once, and all is forgotten. */
        private int startTls() {
            if (tls) {
                return 5;
            }
            tls = true;
            greeted = false;
            extended = false;
            user = false;
            return reset();
        }

        /** RFC 4954 §4: behind EHLO, once, not within a mail transaction. */
        private int auth(String line) {
            if (!extended || mail || user || !tls) {
                return 5;
            }
            if (line.equals("AUTH LOGIN")) {
                exchange = 0;
                return 3;
            }
            return login(line.endsWith(base64("\0alice@example.test\0correct-horse")));
        }

        private int response(String line) {
            boolean base64 = line.length() % 4 == 0 && line.matches("[A-Za-z0-9+/]+={0,2}");
            if (!base64) {
                exchange = -1;
                return 5;
            }
            if (exchange == 0) {
                exchange = 1;
                rightUser = line.equals(base64("alice@example.test"));
                return 3;
            }
            exchange = -1;
            return login(rightUser && line.equals(base64("correct-horse")));
        }

        /** RFC 4954 §9: a server may count; this one hangs up at the tenth. */
        private int login(boolean good) {
            user = good;
            failed += good ? 0 : 1;
            return good ? 2 : failed >= 10 ? 4 : 5;
        }
    }

    /** The real one. */
    private static final class Real {
        private final Session session = new Session("submission", "192.0.2.7");
        private final ServerProfile profile = TestServer.server().profile();

        int replyClass(String line) {
            if (session.awaitsContent() && !line.equals(".")) {
                return 0;
            }
            Proposal proposal = session.awaitsContent()
                    ? session.proposeEndOfData(new Content(10, false, true, Octets.copyOf(new byte[0])), profile)
                    : session.propose(command(line), profile);
            session.settle(proposal, proposal.accepts(), profile);
            if (proposal.accepts() && proposal.effect() instanceof Effect.StartTls) {
                session.tlsStarted("TLSv1.3");
            }
            return proposal.reply().code() / 100;
        }

        private Command command(String line) {
            byte[] octets = line.getBytes(UTF_8);
            return session.awaitsAuthResponse() ? CommandParser.parseAuthResponse(octets) : CommandParser.parse(octets);
        }
    }

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {5321, 3207, 4954})
    void theSessionKeepsTheOrderOfCommands(long seed) {
        Random random = new Random(seed);
        for (int i = 0; i < SEQUENCES; i++) {
            List<String> said = random.ints(1 + random.nextInt(LONGEST), 0, LINES.size())
                    .mapToObj(LINES::get)
                    .toList();
            assertThat(difference(said).isEmpty() ? "" : "seed " + seed + ":\n" + difference(shortest(said)))
                    .isEmpty();
        }
    }

    /** The model is worth something: all that it can say has been said. */
    @Test
    void legalSequencesReachADelivery() {
        List<String> said = List.of(
                LINES.get(0),
                LINES.get(12),
                LINES.get(0),
                LINES.get(15),
                LINES.get(16),
                LINES.get(17),
                LINES.get(2),
                LINES.get(5),
                LINES.get(7),
                "a line of the message",
                LINES.get(8));
        Model model = new Model();
        assertThat(said.stream().map(model::replyClass)).containsExactly(2, 2, 2, 3, 3, 2, 2, 2, 3, 0, 2);
        assertThat(difference(said)).isEmpty();
    }

    /** Empty, or where the two differ first. */
    private static String difference(List<String> said) {
        Model model = new Model();
        Real real = new Real();
        for (int i = 0; i < said.size(); i++) {
            int expected = model.replyClass(said.get(i));
            int actual = real.replyClass(said.get(i));
            if (expected != actual) {
                return String.join("\n", said.subList(0, i + 1)) + "\nis answered " + actual + "xx, by the RFCs "
                        + expected + "xx";
            }
        }
        return "";
    }

    /** Without each line that is not needed for the difference. */
    private static List<String> shortest(List<String> said) {
        List<String> left = new ArrayList<>(said);
        for (int i = 0; i < left.size(); ) {
            String line = left.remove(i);
            if (difference(left).isEmpty()) {
                left.add(i++, line);
            }
        }
        return left;
    }
}
