package dev.norelay.smtp;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import com.code_intelligence.jazzer.junit.DictionaryFile;
import com.code_intelligence.jazzer.junit.FuzzTest;
import dev.norelay.fuzz.Property;
import java.io.ByteArrayOutputStream;
import java.util.regex.Pattern;

/**
 * Where a message ends, and what is in it, is what RFC 5321 §4.1.1.4 and §4.5.2 say, however its octets are cut into
 * pieces: at every place once, and into single octets.
 */
class ContentFramerFuzz {
    private static final int CUT_EVERYWHERE = 512;

    /** A CR or LF that is no part of a CRLF. */
    private static final Pattern BARE = Pattern.compile("\r(?!\n)|(?<!\r)\n");

    /** What became of some octets. */
    private record Framed(String content, int read, boolean ended, boolean bareNewline, long size) {}

    @FuzzTest
    @DictionaryFile(resourcePath = "/dev/norelay/smtp.dict")
    void theEndIsFoundHoweverItIsCut(byte[] octets) {
        Framed whole = framed(octets, octets.length);
        Property.same(whole.content().length(), (int) whole.size(), "its size");
        if (whole.ended()) {
            Property.same(expected(new String(octets, ISO_8859_1)), whole, "a message that is ended");
        } else {
            Property.same(-1, ("\r\n" + new String(octets, ISO_8859_1)).indexOf("\r\n.\r\n"), "the missed end");
            Property.same(octets.length, whole.read(), "all is read");
        }
        Property.same(whole, framed(octets, 1), "octet by octet");
        for (int cut = 1; cut < Math.min(octets.length, CUT_EVERYWHERE); cut++) {
            Property.same(whole, framed(octets, cut), "cut at " + cut);
        }
    }

    /** By RFC 5321's own words, slowly. */
    private static Framed expected(String octets) {
        String lines = "\r\n" + octets;
        int end = lines.indexOf("\r\n.\r\n");
        String content = lines.substring(0, end + 2).replace("\r\n.", "\r\n").substring(2);
        boolean bare = BARE.matcher(lines.substring(0, end + 2)).find();
        return new Framed(content, end + "\r\n.\r\n".length() - 2, true, bare, content.length());
    }

    /** The first piece of so many octets, and the rest; or all of them one by one. */
    private static Framed framed(byte[] octets, int first) {
        ByteArrayOutputStream content = new ByteArrayOutputStream();
        ContentFramer framer = new ContentFramer(content::write);
        int at = 0;
        while (at < octets.length && !framer.ended()) {
            int piece = first == 1 || at == 0 ? Math.min(first, octets.length - at) : octets.length - at;
            at += framer.read(octets, at, piece);
        }
        return new Framed(content.toString(ISO_8859_1), at, framer.ended(), framer.bareNewline(), framer.size());
    }
}
