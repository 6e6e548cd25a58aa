package dev.norelay.smtp;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.fail;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Whatever octets a line is made of, it is a command: nothing throws, and no command breaks its own promises. */
class CommandParserTotalityTest {
    private static final int LINES = 200_000;

    private static final List<String> VALID = List.of(
            "EHLO client.example",
            "HELO [127.0.0.1]",
            "MAIL FROM:<ann@example.test> SIZE=1000 BODY=8BITMIME",
            "MAIL FROM:<> AUTH=<> RET=HDRS ENVID=QQ314159",
            "MAIL FROM: <\"a b\\\"c\\\\d>\"@[IPv6:2001:db8::7]>",
            "RCPT TO:<@one.example,@two.example:bob@partner.test> NOTIFY=SUCCESS,DELAY",
            "RCPT TO:<Postmaster>",
            "RCPT TO:<bob@[10.0.0.1]> ORCPT=rfc822;bob+2Bx@partner.test",
            "DATA",
            "RSET",
            "NOOP ok",
            "QUIT",
            "STARTTLS",
            "VRFY ann",
            "AUTH PLAIN AGFubgBwdw==",
            "AUTH EXTERNAL =",
            "BDAT 1024 LAST",
            "HELP MAIL",
            "EXPN list");

    private static final byte[] TELLING = Characters.of(" \t<>@,:;.\"\\[]=-+_\r\n\0\u007f\u0080\u00c3\u00ff19azAZ");

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {5321})
    void randomOctetsAreAlwaysACommand(long seed) {
        Random random = new Random(seed);
        for (int i = 0; i < LINES; i++) {
            byte[] line = new byte[random.nextInt(40)];
            random.nextBytes(line);
            check(line, "seed " + seed + ", line " + i);
        }
    }

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {4954})
    void randomTellingOctetsInBracketsAreAlwaysACommand(long seed) {
        Random random = new Random(seed);
        for (int i = 0; i < LINES; i++) {
            byte[] line =
                    Characters.of((random.nextBoolean() ? "MAIL FROM:<" : "RCPT TO:<") + " ".repeat(12) + "> A=b");
            int from = line.length - 17;
            for (int at = from; at < from + 12; at++) {
                line[at] = telling(random);
            }
            check(line, "seed " + seed + ", line " + i);
        }
    }

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {3463})
    void mutatedValidLinesAreAlwaysACommand(long seed) {
        Random random = new Random(seed);
        for (int i = 0; i < LINES; i++) {
            byte[] line = Characters.of(VALID.get(random.nextInt(VALID.size())));
            for (int mutations = 1 + random.nextInt(4); mutations > 0; mutations--) {
                line = mutated(line, random);
            }
            check(line, "seed " + seed + ", line " + i);
        }
    }

    @Test
    void everyPrefixOfAValidLineIsACommand() {
        for (String line : VALID) {
            for (int end = 0; end <= line.length(); end++) {
                check(Characters.of(line.substring(0, end)), "prefix of " + line);
            }
        }
    }

    @Test
    void theLongestLinesAreCommands() {
        for (String piece : List.of("a", " ", "\"", "\\", "@a,", "=", "A=1 ", "<", "\t", "\u00ff", "[1.", "[a:")) {
            String filler = piece.repeat(CommandParser.MAX_AUTHENTICATION_LINE / piece.length());
            for (String start :
                    List.of("", "EHLO ", "MAIL FROM:<", "RCPT TO:<\"", "RCPT TO:<a@b> ", "RCPT TO:<a@[a:")) {
                check(Characters.of(start + filler), "\"" + start + "\" and many of \"" + piece + "\"");
            }
        }
    }

    private static byte telling(Random random) {
        return TELLING[random.nextInt(TELLING.length)];
    }

    /** With one octet replaced, put in or taken away, or with two halves swapped. */
    private static byte[] mutated(byte[] line, Random random) {
        int at = random.nextInt(line.length + 1);
        byte[] head = Arrays.copyOfRange(line, 0, at);
        byte[] tail = Arrays.copyOfRange(line, at, line.length);
        byte[] octet = {random.nextInt(4) == 0 ? (byte) random.nextInt(256) : telling(random)};
        byte[] tailOfTail = Arrays.copyOfRange(tail, Math.min(1, tail.length), tail.length);
        return switch (random.nextInt(4)) {
            case 0 -> joined(head, octet, tail);
            case 1 -> joined(head, octet, tailOfTail);
            case 2 -> joined(head, tailOfTail);
            default -> joined(tail, head);
        };
    }

    private static byte[] joined(byte[]... parts) {
        StringBuilder joined = new StringBuilder();
        for (byte[] part : parts) {
            joined.append(new String(part, ISO_8859_1));
        }
        return Characters.of(joined.toString());
    }

    private static void check(byte[] line, String which) {
        try {
            Command command = CommandParser.parse(line);
            if (!keepsItsPromises(command)) {
                fail("%s: %s became %s", which, Characters.shown(line), command);
            }
        } catch (RuntimeException e) {
            fail(which + ": " + Characters.shown(line) + " threw", e);
        }
    }

    private static boolean keepsItsPromises(Command command) {
        if (command instanceof Command.Mail mail) {
            return good(mail.parameters())
                    && (mail.reversePath().isNull() || good(mail.reversePath()))
                    && mail.moment() == Moment.MAIL;
        }
        if (command instanceof Command.Rcpt rcpt) {
            boolean bare = rcpt.forwardPath().domain().isEmpty();
            return good(rcpt.parameters())
                    && (bare ? rcpt.forwardPath().isPostmaster() : good(rcpt.forwardPath()))
                    && rcpt.moment() == Moment.RCPT;
        }
        if (command instanceof Command.Malformed malformed) {
            return !malformed.explanation().isBlank()
                    && malformed.error().reply().code() / 100 == 5;
        }
        return !command.toString().isEmpty();
    }

    private static boolean good(Path path) {
        return path.text().endsWith("@" + path.domain())
                && !path.domain().isEmpty()
                && path.text().length() <= PathParser.MAX_PATH;
    }

    private static boolean good(Map<String, String> parameters) {
        return parameters.entrySet().stream()
                .allMatch(parameter ->
                        parameter.getKey().equals(parameter.getKey().toUpperCase(Locale.ROOT))
                                && !parameter.getKey().isEmpty()
                                && parameter.getValue().chars().noneMatch(c -> c <= ' '));
    }
}
