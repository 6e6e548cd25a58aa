package dev.norelay.standalone;

import dev.norelay.ClientSettings;
import dev.norelay.scenario.Client;
import dev.norelay.scenario.Listener;
import dev.norelay.scenario.Mail;
import dev.norelay.scenario.Scenario;
import dev.norelay.standalone.story.Addresses;
import dev.norelay.standalone.story.Curl;
import dev.norelay.standalone.story.Field;
import dev.norelay.standalone.story.Playing;
import java.util.List;
import java.util.Locale;

/** What a person reads first: what is played, where, whom to trust, what to type into a mail app, what to try. */
final class Banner {
    private final Playing playing;
    private final Paint paint;

    Banner(Playing playing, Paint paint) {
        this.playing = playing;
        this.paint = paint;
    }

    /** The whole of it. */
    String text() {
        Scenario scenario = playing.scenario();
        return paint.bold("norelay plays " + scenario.name() + ": " + scenario.title() + ".") + "\n\n"
                + listeners() + "\n"
                + paint.bold("CA file") + "      " + playing.ca() + "\n"
                + "             It signs the server's certificates: have the client trust it.\n"
                + (playing.caIsKept()
                        ? ""
                        : "             Another one next time, unless --ca-dir names a folder to keep it in.\n")
                + driven()
                + "\n"
                + settings() + "\n"
                + (Addresses.belongTo(scenario) ? addresses() + "\n" : "")
                + paint.bold(playing.fails() ? "Try it; it fails for now" : "Try it") + times() + "\n"
                + Curl.command(playing.now(), playing.ca(), "  ") + "\n\n"
                + (playing.isSeen()
                        ? ""
                        : "Nothing of it will show here, since no server answers on that port: type diagnosis afterwards.\n")
                + "Type fix (the remedy is done), reset, diagnosis or use NAME. Ctrl-C stops.\n\n";
    }

    private String driven() {
        Playing.Driven http = playing.http();
        return http == null ? "" : paint.bold("Web and API") + "  " + http.page() + "\n";
    }

    private String listeners() {
        StringBuilder text = new StringBuilder();
        String label = "Listeners";
        for (Listener listener : playing.listeners()) {
            int port = playing.port(listener);
            String address = playing.server().host() + ":" + port;
            text.append(paint.bold(String.format(Locale.ROOT, "%-13s", label)))
                    .append(String.format(Locale.ROOT, "%-13s %-22s ", listener.name(), address))
                    .append(service(listener))
                    .append(port == listener.port() ? "" : " (in place of " + listener.port() + ")")
                    .append('\n');
            label = "";
        }
        return text.toString();
    }

    private static String service(Listener listener) {
        return switch (listener.service()) {
            case SMTP ->
                switch (listener.security()) {
                    case NONE -> "SMTP in plaintext";
                    case STARTTLS -> "SMTP, STARTTLS";
                    case TLS -> "SMTP inside TLS";
                };
            case REFUSE -> "refuses connections";
            case IGNORE -> "never answers, as behind a firewall";
            case SILENT -> "takes connections and says nothing";
            case IMAP -> "an IMAP server";
            case HTTP -> "a web server";
        };
    }

    /** Now, and after the remedy where that changes them. */
    private String settings() {
        List<String[]> now = rows(playing.now());
        List<String[]> fixed = rows(playing.fixed());
        boolean same = true;
        int width = "now".length();
        for (int row = 0; row < now.size(); row++) {
            same &= now.get(row)[1].equals(fixed.get(row)[1]);
            width = Math.max(width, now.get(row)[1].length());
        }
        String form = "%-26s%-" + (width + 3) + "s";
        StringBuilder text =
                new StringBuilder(paint.bold(String.format(Locale.ROOT, form, "Type into a mail app", same ? "" : "now")
                                .stripTrailing()
                        + (same ? "" : " ".repeat(width) + "after the remedy")));
        text.append('\n');
        for (int row = 0; row < now.size(); row++) {
            String value = now.get(row)[1];
            String after = fixed.get(row)[1];
            String line = String.format(Locale.ROOT, form, "  " + now.get(row)[0], value);
            text.append(same ? line.stripTrailing() : line + (after.equals(value) ? after : paint.good(after)))
                    .append('\n');
        }
        return text + hints(playing.scenario().phase(playing.server().phase()).client());
    }

    private static List<String[]> rows(ClientSettings settings) {
        return Field.of(settings).stream()
                .map(field -> new String[] {field.name(), field.shown()})
                .toList();
    }

    /** What a person would have to set on the device, and need not. */
    private static String hints(Client client) {
        Folded hints = new Folded(90);
        Field.hints(client).forEach(hint -> hints.line("  ", hint));
        return hints.toString();
    }

    private String addresses() {
        StringBuilder text = new StringBuilder(paint.bold("Send to") + "\n");
        Addresses.table()
                .forEach((address, what) -> text.append(String.format(Locale.ROOT, "  %-24s%s", address, what))
                        .append('\n'));
        return text + "  anyone else             accepted, with any login or none\n"
                + "  `norelay show playground` has all refusals and codes.\n";
    }

    private String times() {
        Mail mail = playing.scenario().phase(playing.server().phase()).mail();
        return mail.count() > 1 ? " (the story sends " + mail.count() + " of these)" : "";
    }

    /** The settings of the present phase alone, and a command that goes by them. */
    String settingsNow() {
        StringBuilder text = new StringBuilder(paint.bold("Type into a mail app") + "\n");
        rows(playing.now()).forEach(row -> text.append(String.format(Locale.ROOT, "  %-24s%s%n", row[0], row[1])));
        return text + "\n" + paint.bold("Try it") + "\n" + Curl.command(playing.now(), playing.ca(), "  ") + "\n";
    }
}
