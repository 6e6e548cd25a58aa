package dev.norelay.outbox;

import java.util.List;

/** Mails as people and programs write them: not yet fit to be sent. */
final class Written {
    private Written() {}

    /**
     * Without Date and Message-ID, lines end with LF, letters beyond ASCII stand as they are, dots begin lines, and the last
     * of several recipients gets a blind copy.
     */
    static String mail(String from, List<String> recipients, long size) {
        int open = Math.max(1, recipients.size() - 1);
        String blind = recipients.size() == open ? "" : "Bcc: " + recipients.get(open) + "\n";
        StringBuilder text =
                new StringBuilder("""
                From: Alice <%s>
                To: %s
                %sSubject: Grüße
                MIME-Version: 1.0
                Content-Type: text/plain; charset=UTF-8
                Content-Transfer-Encoding: 8bit

                .
                .a line that begins with a dot, and 'naïve'
                """.formatted(from, String.join(",\n\t", recipients.subList(0, open)), blind));
        while (text.length() < size) {
            text.append("0123456789 abcdefghijklmnopqrstuvwxyz\n");
        }
        return text.toString();
    }
}
