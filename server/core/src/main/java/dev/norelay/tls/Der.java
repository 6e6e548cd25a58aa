package dev.norelay.tls;

import java.io.ByteArrayOutputStream;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/** Writes the part of DER (ITU-T X.690) that certificates need. Each method gives one complete encoding. */
final class Der {
    private static final int BOOLEAN = 0x01;
    private static final int INTEGER = 0x02;
    private static final int BIT_STRING = 0x03;
    private static final int OCTET_STRING = 0x04;
    private static final int OBJECT_IDENTIFIER = 0x06;
    private static final int UTC_TIME = 0x17;
    private static final int GENERALIZED_TIME = 0x18;
    private static final int SEQUENCE = 0x30;
    private static final int CONTEXT = 0x80;
    private static final int CONSTRUCTED = 0x20;

    private Der() {}

    static byte[] sequence(byte[]... elements) {
        return encode(SEQUENCE, concat(elements));
    }

    /** {@code [number] IMPLICIT} around the content octets of a primitive type. */
    static byte[] implicit(int number, byte[] content) {
        return encode(CONTEXT | number, content);
    }

    /** {@code [number] EXPLICIT} around a complete encoding. */
    static byte[] explicit(int number, byte[] encoding) {
        return encode(CONTEXT | CONSTRUCTED | number, encoding);
    }

    /** TRUE. FALSE is never written: wherever certificates have a BOOLEAN it is the default (X.690 §11.5). */
    static byte[] booleanTrue() {
        return encode(BOOLEAN, new byte[] {(byte) 0xFF});
    }

    static byte[] integer(BigInteger value) {
        return encode(INTEGER, value.toByteArray());
    }

    /** A BIT STRING whose last octet has this many unused bits. */
    static byte[] bitString(int unusedBits, byte... octets) {
        return encode(BIT_STRING, concat(new byte[] {(byte) unusedBits}, octets));
    }

    static byte[] octetString(byte[] octets) {
        return encode(OCTET_STRING, octets);
    }

    /** An object identifier in dotted form, such as {@code 2.5.29.17}. */
    static byte[] oid(String dotted) {
        String[] arcs = dotted.split("\\.", -1);
        ByteArrayOutputStream content = new ByteArrayOutputStream();
        content.write(Integer.parseInt(arcs[0]) * 40 + Integer.parseInt(arcs[1]));
        for (int i = 2; i < arcs.length; i++) {
            int arc = Integer.parseInt(arcs[i]);
            for (int shift = 28; shift > 0; shift -= 7) {
                if (arc >>> shift != 0) {
                    content.write(0x80 | (arc >>> shift & 0x7F));
                }
            }
            content.write(arc & 0x7F);
        }
        return encode(OBJECT_IDENTIFIER, content.toByteArray());
    }

    /** UTCTime while two digits can say the year, else GeneralizedTime; whole seconds, rounded down. */
    static byte[] time(Instant instant) {
        ZonedDateTime utc = instant.atZone(ZoneOffset.UTC);
        // RFC 5280 §4.1.2.5: UTCTime through 2049; its two digits mean 1950 to 2049
        boolean twoDigits = utc.getYear() >= 1950 && utc.getYear() < 2050;
        String pattern = twoDigits ? "yyMMddHHmmss'Z'" : "yyyyMMddHHmmss'Z'";
        String text = DateTimeFormatter.ofPattern(pattern, Locale.ROOT).format(utc);
        return encode(twoDigits ? UTC_TIME : GENERALIZED_TIME, text.getBytes(StandardCharsets.US_ASCII));
    }

    private static byte[] encode(int tag, byte[] content) {
        ByteArrayOutputStream out = new ByteArrayOutputStream(content.length + 6);
        out.write(tag);
        if (content.length < 0x80) {
            out.write(content.length);
        } else {
            byte[] length = unsigned(content.length);
            out.write(0x80 | length.length);
            out.writeBytes(length);
        }
        out.writeBytes(content);
        return out.toByteArray();
    }

    private static byte[] unsigned(int value) {
        int octets = (39 - Integer.numberOfLeadingZeros(value)) / 8;
        byte[] result = new byte[octets];
        for (int i = 0; i < octets; i++) {
            result[i] = (byte) (value >>> (8 * (octets - 1 - i)));
        }
        return result;
    }

    private static byte[] concat(byte[]... parts) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        for (byte[] part : parts) {
            out.writeBytes(part);
        }
        return out.toByteArray();
    }
}
