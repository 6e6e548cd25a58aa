package dev.norelay.standalone.grade;

import dev.norelay.ClientSettings;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;

/**
 * The mails of a story as files, ready to be sent: RFC 5322, CRLF, US-ASCII. The same mail has the same Message-ID each
 * time.
 *
 * @param directory in which they are
 * @param story by name
 * @param date of all of them
 */
record Letter(Path directory, String story, ZonedDateTime date) {
    private static final String FILLING = "The quick brown fox jumps over the lazy dog, and nobody minds.\n";

    /** Writes the mail that these settings ask for, over what it was before. */
    Path write(ClientSettings settings) {
        return write(settings, settings.number());
    }

    /** The same, for one of several. */
    Path write(ClientSettings settings, int number) {
        try {
            Path file = directory.resolve("message-" + number + ".eml");
            return Files.write(file, text(settings, number).getBytes(StandardCharsets.US_ASCII));
        } catch (IOException e) {
            throw new UncheckedIOException("the mail to be sent cannot be written to " + directory, e);
        }
    }

    private String text(ClientSettings settings, int number) {
        StringBuilder text = new StringBuilder("""
                From: %s
                To: %s
                Subject: norelay plays %s
                Date: %s
                Message-ID: <%d.%s.%d@norelay.test>
                MIME-Version: 1.0
                Content-Type: text/plain; charset=US-ASCII

                Mail %d of %d of the story %s.
                .
                The line before this one is a single dot.

                """.formatted(
                        settings.from(),
                        String.join(",\n\t", settings.recipients()),
                        story,
                        DateTimeFormatter.RFC_1123_DATE_TIME.format(date),
                        number,
                        story,
                        date.toEpochSecond(),
                        number,
                        settings.count(),
                        story));
        while (text.length() + FILLING.length() <= settings.size()) {
            text.append(FILLING);
        }
        return text.toString().replace("\n", "\r\n");
    }
}
