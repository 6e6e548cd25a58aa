package dev.norelay.standalone.grade;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Locale;

/**
 * Reads what a program prints to its end, and keeps the beginning and the end of it: nobody reads more, and a program that
 * prints for ever fills nothing. Written by one thread, read by others.
 */
final class KeptOutput implements Runnable {
    /** Of the beginning and of the end, each. */
    static final int KEPT = 32 * 1024;

    private static final String TERMINAL_CONTROL =
            "\u001B\\[[0-?]*[ -/]*[@-~]|\u001B\\][^\u0007\u001B]*(?:\u0007|\u001B\\\\)|\\r(?=\\n)";

    private final InputStream in;
    private final ByteArrayOutputStream head = new ByteArrayOutputStream();
    private final byte[] tail = new byte[KEPT];
    private long beyond;

    KeptOutput(InputStream in) {
        this.in = in;
    }

    @Override
    public void run() {
        byte[] piece = new byte[8192];
        try {
            for (int count = in.read(piece); count >= 0; count = in.read(piece)) {
                keep(piece, count);
            }
        } catch (IOException e) {
            // The program was ended, and its pipe with it: what was read is what there is.
        }
    }

    private synchronized void keep(byte[] piece, int count) {
        int first = Math.min(count, KEPT - head.size());
        head.write(piece, 0, first);
        for (int at = first; at < count; at++) {
            tail[(int) (beyond++ % KEPT)] = piece[at];
        }
    }

    /** How much came so far. */
    synchronized long size() {
        return head.size() + beyond;
    }

    /** For a person's eyes. */
    synchronized String text() {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        all.writeBytes(head.toByteArray());
        if (beyond > KEPT) {
            String gap = String.format(Locale.ROOT, "%n[… %,d octets are left out here …]%n", beyond - KEPT);
            all.writeBytes(gap.getBytes(StandardCharsets.UTF_8));
        }
        int start = beyond > KEPT ? (int) (beyond % KEPT) : 0;
        for (int count = 0; count < Math.min(beyond, KEPT); count++) {
            all.write(tail[(start + count) % KEPT]);
        }
        return all.toString(StandardCharsets.UTF_8)
                .replaceAll(TERMINAL_CONTROL, "")
                .replace('\r', '\n')
                .replaceAll("[\\p{Cntrl}&&[^\n\t]]", "\uFFFD")
                .strip();
    }
}
