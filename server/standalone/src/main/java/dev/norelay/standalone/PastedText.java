package dev.norelay.standalone;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * What was pasted, as text.
 *
 * @param text of it
 * @param isCut whether something in the middle is missing, since it was too long
 */
record PastedText(String text, boolean isCut) {
    /** So much of the beginning is read, and so much of the end, where failures are told. */
    static final int HEAD = 256 * 1024;

    static final int TAIL = 768 * 1024;

    /** Reads to the end; keeps no more than head and tail. */
    static PastedText read(InputStream in) throws IOException {
        byte[] head = in.readNBytes(HEAD);
        byte[] tail = new byte[0];
        boolean cut = false;
        byte[] next = in.readNBytes(TAIL);
        while (next.length > 0) {
            byte[] both = Arrays.copyOf(tail, tail.length + next.length);
            System.arraycopy(next, 0, both, tail.length, next.length);
            cut |= both.length > TAIL;
            tail = Arrays.copyOfRange(both, Math.max(0, both.length - TAIL), both.length);
            next = in.readNBytes(TAIL);
        }
        ByteArrayOutputStream kept = new ByteArrayOutputStream(head.length + tail.length + 1);
        kept.writeBytes(head);
        if (cut) {
            kept.write('\n');
        }
        kept.writeBytes(tail);
        return new PastedText(decode(kept.toByteArray()), cut);
    }

    /** UTF-8; where it is none, each octet is a character: some servers speak other encodings. */
    private static String decode(byte[] octets) {
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(octets))
                    .toString();
        } catch (CharacterCodingException e) {
            return new String(octets, StandardCharsets.ISO_8859_1); // as the table has such replies
        }
    }
}
