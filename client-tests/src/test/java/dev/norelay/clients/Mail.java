package dev.norelay.clients;

import dev.norelay.ClientSettings;
import java.nio.charset.StandardCharsets;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;

/** The mail that all clients send, octet by octet, so that it can be told whether it arrived unchanged. */
final class Mail {
    /** Of the mail, for clients that write messages themselves. */
    static final String SUBJECT = "Gr\u00fc\u00dfe";

    /** When the first mail was written: a mail of long ago would be held against whoever sends it. */
    @SuppressWarnings("TimeInStaticInitializer") // the same octets must come to be compared
    private static final String DATE = DateTimeFormatter.RFC_1123_DATE_TIME
            .format(ZonedDateTime.now(ZoneOffset.UTC))
            .replace("GMT", "+0000");

    private Mail() {}

    /** About as large as the settings ask for, with the lines that clients and servers get wrong. */
    static byte[] octets(ClientSettings settings) {
        String header = """
                From: %s
                To: %s
                Subject: =?UTF-8?Q?Gr=C3=BC=C3=9Fe?=
                Date: %s
                Message-ID: <1@example.test>
                MIME-Version: 1.0
                Content-Type: text/plain; charset=UTF-8
                Content-Transfer-Encoding: quoted-printable

                """.formatted(settings.from(), String.join(",\n\t", settings.recipients()), DATE);
        return (header + body(settings.size() - header.length()))
                .replace("\n", "\r\n")
                .getBytes(StandardCharsets.US_ASCII);
    }

    /** The same mail's text, for clients that write the rest themselves. */
    static String words(ClientSettings settings) {
        String octets = new String(octets(settings), StandardCharsets.US_ASCII);
        return octets.substring(octets.indexOf("\r\n\r\n") + 4).replace("\r\n", "\n");
    }

    private static String body(long length) {
        StringBuilder text = new StringBuilder("""
                .
                ..
                .a line that begins with a dot
                the next ones are empty, blank, and QUIT


                \s
                QUIT
                """);
        String filling = "0123456789 abcdefghijklmnopqrstuvwxyz\n";
        while (text.length() < length) {
            text.append(filling);
        }
        return text.append(".\n").toString();
    }
}
