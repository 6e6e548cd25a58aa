package dev.norelay.smtp;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import java.io.ByteArrayOutputStream;
import java.util.Arrays;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class ContentFramerTest {
    private static final boolean BARE = true;
    private static final String ALPHABET = ".\r\na";

    /** What became of some octets: the message, what is left for the next command, and what the framer knows. */
    record Framed(String message, String rest, boolean ended, boolean bareNewline, long size) {
        @Override
        public String toString() {
            return "message \"%s\", rest \"%s\", %s, %s, size %d"
                    .formatted(
                            shown(message),
                            shown(rest),
                            ended ? "ended" : "not ended",
                            bareNewline ? "bare newline" : "no bare newline",
                            size);
        }
    }

    record Row(String octets, Framed framed) {
        @Override
        public String toString() {
            return shown(octets);
        }
    }

    static Stream<Row> stuffedDots() {
        return Stream.of(
                whole("a\r\n.\r\n", "a\r\n"),
                whole("a.b.\r\n.\r\n", "a.b.\r\n"),
                whole("..\r\n.\r\n", ".\r\n"),
                whole("...\r\n.\r\n", "..\r\n"),
                whole("a\r\n..\r\n.\r\n", "a\r\n.\r\n"),
                whole("a\r\n..\r\n..\r\n.\r\n", "a\r\n.\r\n.\r\n"),
                whole("a\r\n..b\r\n.\r\n", "a\r\n.b\r\n"),
                // RFC 5321 §4.5.2: the first dot goes, whether or not the client put it there.
                whole(".a\r\n.\r\n", "a\r\n"),
                whole("a\r\n.b\r\n.\r\n", "a\r\nb\r\n"),
                whole("\r\n.\r\n", "\r\n"),
                whole("a\r\n\r\n..\r\n\r\n.\r\n", "a\r\n\r\n.\r\n\r\n"),
                whole("\0\u007f\u0080\u00ff\r\n.\r\n", "\0\u007f\u0080\u00ff\r\n"));
    }

    static Stream<Row> ends() {
        return Stream.of(
                whole(".\r\n", ""),
                row(".\r\nQUIT\r\n", "", "QUIT\r\n", !BARE),
                row("a\r\n.\r\nQUIT\r\n", "a\r\n", "QUIT\r\n", !BARE),
                row("a\r\n.\r\n.\r\n", "a\r\n", ".\r\n", !BARE),
                row("a\r\n.\r\n\n.\n\r", "a\r\n", "\n.\n\r", !BARE),
                row("a\r\n.\r\n\r\n.\r\n", "a\r\n", "\r\n.\r\n", !BARE));
    }

    /** Ends as other servers see them: here they are content, else one message could smuggle another one in. */
    static Stream<Row> smuggledEnds() {
        return Stream.of(
                row("a\n.\nb\r\n.\r\n", "a\n.\nb\r\n", "", BARE),
                row("a\r.\rb\r\n.\r\n", "a\r.\rb\r\n", "", BARE),
                row("a\n.\r\nb\r\n.\r\n", "a\n.\r\nb\r\n", "", BARE),
                row("a\r.\r\nb\r\n.\r\n", "a\r.\r\nb\r\n", "", BARE),
                row("a\r\n.\nb\r\n.\r\n", "a\r\n\nb\r\n", "", BARE),
                row("a\r\n.\rb\r\n.\r\n", "a\r\n\rb\r\n", "", BARE),
                row("a\r\n.\r\r\n.\r\n", "a\r\n\r\r\n", "", BARE),
                row("a\r\n.\r.\r\n.\r\n", "a\r\n\r.\r\n", "", BARE),
                row("a\r\r\n.\r\n", "a\r\r\n", "", BARE),
                row("a\n\n.\r\n.\r\n", "a\n\n.\r\n", "", BARE),
                row("\n.\r\n\r\n.\r\n", "\n.\r\n\r\n", "", BARE),
                row(".\n.\r\n\r\n.\r\n", "\n.\r\n\r\n", "", BARE),
                row(".\r.\r\n.\r\n", "\r.\r\n", "", BARE),
                row("a\n\r\n.\r\nRSET\r\n", "a\n\r\n", "RSET\r\n", BARE));
    }

    static Stream<Row> unfinished() {
        return Stream.of(
                open("", "", !BARE),
                open("a", "a", !BARE),
                open("a\r", "a\r", !BARE),
                open("a\r\n", "a\r\n", !BARE),
                open("a\r\n.", "a\r\n", !BARE),
                open("a\r\n.\r", "a\r\n", !BARE),
                open("a\r\n..", "a\r\n.", !BARE),
                open(".", "", !BARE),
                open(".\r", "", !BARE),
                open("\n.\r\n", "\n.\r\n", BARE),
                open("\r.\r\n", "\r.\r\n", BARE),
                open(".\n", "\n", BARE),
                open(".\r\r", "\r\r", BARE),
                open("a\r\n.\rb", "a\r\n\rb", BARE));
    }

    static Stream<Row> allRows() {
        return Stream.of(stuffedDots(), ends(), smuggledEnds(), unfinished()).flatMap(rows -> rows);
    }

    @ParameterizedTest
    @MethodSource("stuffedDots")
    void theFirstDotOfALineIsTakenAway(Row row) {
        assertThat(frame(row.octets)).isEqualTo(row.framed);
    }

    @ParameterizedTest
    @MethodSource("ends")
    void octetsBehindTheEndAreLeftForTheNextCommand(Row row) {
        assertThat(frame(row.octets)).isEqualTo(row.framed);
    }

    @ParameterizedTest
    @MethodSource("smuggledEnds")
    void onlyALineOfOneDotBetweenCrlfsIsTheEnd(Row row) {
        assertThat(frame(row.octets)).isEqualTo(row.framed);
    }

    @ParameterizedTest
    @MethodSource("unfinished")
    void whatMayBecomeTheEndIsHeldBack(Row row) {
        assertThat(frame(row.octets)).isEqualTo(row.framed);
    }

    @ParameterizedTest
    @MethodSource("allRows")
    void oneOctetAtATimeGivesTheSame(Row row) {
        assertThat(frame(row.octets, everyOctet(row.octets))).isEqualTo(row.framed);
    }

    @ParameterizedTest
    @MethodSource("allRows")
    void anySplitInTwoOrThreeGivesTheSame(Row row) {
        int length = row.octets.length();
        for (int first = 0; first <= length; first++) {
            for (int second = first; second <= length; second++) {
                assertThat(frame(row.octets, first, second))
                        .as("split at %d and %d", first, second)
                        .isEqualTo(row.framed);
            }
        }
    }

    @ParameterizedTest
    @MethodSource("allRows")
    void theReferenceAgreesWithTheTable(Row row) {
        assertThat(reference(row.octets)).isEqualTo(row.framed);
    }

    @ParameterizedTest(name = "length {0}")
    @ValueSource(ints = {0, 1, 2, 3, 4, 5, 6, 7, 8})
    void everyShortInputIsFramedAsByTheReferenceHoweverSplit(int length) {
        for (int number = 0; number < 1 << (2 * length); number++) {
            String octets = word(number, length);
            Framed expected = reference(octets);
            check(expected, octets, "whole");
            check(expected, octets, "one at a time", everyOctet(octets));
            for (int cut = 1; cut < length; cut++) {
                check(expected, octets, "split at " + cut, cut);
            }
        }
    }

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {1870})
    void randomInputIsFramedAsByTheReferenceHoweverSplit(long seed) {
        Random random = new Random(seed);
        for (int i = 0; i < 200_000; i++) {
            int length = 9 + random.nextInt(4);
            String octets = word(random.nextInt(1 << (2 * length)), length);
            int[] cuts = random.ints(random.nextInt(4), 0, length + 1).sorted().toArray();
            check(reference(octets), octets, "seed " + seed + ", cuts " + Arrays.toString(cuts), cuts);
        }
    }

    @Test
    void nothingIsReadBehindTheEnd() {
        ContentFramer framer = new ContentFramer((octets, offset, length) -> {});
        assertThat(framer.read(Characters.of(".\r\n"), 0, 3)).isEqualTo(3);
        assertThat(framer.read(Characters.of("QUIT\r\n"), 0, 6)).isZero();
        assertThat(framer.ended()).isTrue();
        assertThat(framer.size()).isZero();
    }

    @Test
    void onlyTheGivenRangeIsRead() {
        StringBuilder message = new StringBuilder();
        ContentFramer framer = new ContentFramer(
                (octets, offset, length) -> message.append(new String(octets, offset, length, ISO_8859_1)));
        assertThat(framer.read(Characters.of("xxa\r\n..\r\nxx"), 2, 7)).isEqualTo(7);
        assertThat(message).hasToString("a\r\n.\r\n");
    }

    private static Row whole(String octets, String message) {
        return row(octets, message, "", !BARE);
    }

    private static Row row(String octets, String message, String rest, boolean bare) {
        return new Row(octets, new Framed(message, rest, true, bare, message.length()));
    }

    private static Row open(String octets, String message, boolean bare) {
        return new Row(octets, new Framed(message, "", false, bare, message.length()));
    }

    private static int[] everyOctet(String octets) {
        return IntStream.rangeClosed(1, octets.length()).toArray();
    }

    /** The word of that number, its letters being the number's digits to the base of four. */
    private static String word(int number, int length) {
        StringBuilder word = new StringBuilder(length);
        for (int i = 0; i < length; i++) {
            word.append(ALPHABET.charAt((number >> (2 * i)) & 3));
        }
        return word.toString();
    }

    private static void check(Framed expected, String octets, String how, int... cuts) {
        Framed actual = frame(octets, cuts);
        if (!actual.equals(expected)) {
            fail("\"%s\" (%s):%nexpected %s%n but was %s", shown(octets), how, expected, actual);
        }
    }

    /** Has the octets framed, cut into pieces at these places. */
    private static Framed frame(String octets, int... cuts) {
        ByteArrayOutputStream message = new ByteArrayOutputStream();
        ContentFramer framer = new ContentFramer(message::write);
        int read = 0;
        int from = 0;
        for (int i = 0; i <= cuts.length; i++) {
            int to = i < cuts.length ? cuts[i] : octets.length();
            read += readPiece(framer, octets.substring(from, to));
            from = to;
        }
        return new Framed(
                message.toString(ISO_8859_1),
                octets.substring(read),
                framer.ended(),
                framer.bareNewline(),
                framer.size());
    }

    /** As a network buffer does it: other octets lie around the piece, and afterwards it is overwritten. */
    private static int readPiece(ContentFramer framer, String piece) {
        byte[] buffer = Characters.of("\r\n." + piece + "\r\n.\r\n");
        int read = framer.read(buffer, 3, piece.length());
        Arrays.fill(buffer, (byte) '!');
        return read;
    }

    /** The framing once more, as naive as can be: the whole input at once, no states. */
    private static Framed reference(String octets) {
        // A line of one dot may come first, as if the CRLF of the DATA command stood in front of it.
        int end = ("\r\n" + octets).indexOf("\r\n.\r\n");
        boolean ended = end >= 0;
        String stuffed = ended ? octets.substring(0, end) : octets;
        String rest = ended ? octets.substring(end + 3) : "";
        StringBuilder message = new StringBuilder();
        String[] lines = stuffed.split("\r\n", -1);
        for (int i = 0; i < lines.length; i++) {
            boolean last = i == lines.length - 1;
            boolean heldBack = last && lines[i].equals(".\r");
            message.append(heldBack ? "" : lines[i].replaceFirst("^\\.", ""));
            message.append(last ? "" : "\r\n");
        }
        String loose = stuffed.replace("\r\n", "");
        // A CR at the very end may yet get its LF.
        boolean bare = loose.contains("\n")
                || (stuffed.endsWith("\r") ? loose.substring(0, loose.length() - 1) : loose).contains("\r");
        return new Framed(message.toString(), rest, ended, bare, message.length());
    }

    private static String shown(String octets) {
        return Characters.shown(Characters.of(octets));
    }

    @ParameterizedTest
    @ValueSource(strings = {".a", "a\r\n.b", "a\r\n..\r\n. "})
    void singleDotBeforeMoreIsNotStuffed(String text) {
        assertThat(unstuffedDot(text + "\r\n.\r\n")).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"..a", "a", "a.\r\n..", "a\n.b", "a\r\n.\nb"})
    void dotsInOrderAreStuffed(String text) {
        assertThat(unstuffedDot(text + "\r\n.\r\n")).isFalse();
    }

    private static boolean unstuffedDot(String received) {
        ContentFramer framer = new ContentFramer((octets, offset, length) -> {});
        byte[] all = received.getBytes(ISO_8859_1);
        for (int at = 0; at < all.length && !framer.ended(); at++) {
            framer.read(all, at, 1);
        }
        return framer.unstuffedDot();
    }
}
