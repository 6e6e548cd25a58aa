package dev.norelay.clients;

import dev.norelay.ClientSettings;
import java.nio.charset.StandardCharsets;

/** The mail that all clients send, octet by octet, so that it can be told whether it arrived unchanged. */
final class Mail {
    private Mail() {}

    /** About as large as the settings ask for, with the lines that clients and servers get wrong. */
    static byte[] octets(ClientSettings settings) {
        StringBuilder text =
                new StringBuilder("""
                From: %s
                To: %s
                Subject: =?UTF-8?Q?Gr=C3=BC=C3=9Fe?=
                Date: Sun, 1 Nov 2026 12:00:00 +0000
                Message-ID: <1@example.test>
                MIME-Version: 1.0
                Content-Type: text/plain; charset=UTF-8
                Content-Transfer-Encoding: quoted-printable

                .
                ..
                .a line that begins with a dot
                the next ones are empty, blank, and QUIT


                \s
                QUIT
                """.formatted(settings.from(), String.join(",\n\t", settings.recipients())));
        String filling = "0123456789 abcdefghijklmnopqrstuvwxyz\n";
        while (text.length() < settings.size()) {
            text.append(filling);
        }
        return text.append(".\n").toString().replace("\n", "\r\n").getBytes(StandardCharsets.US_ASCII);
    }
}
