package dev.norelay.explain;

import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Lines as they are on the wire: Jakarta Mail's {@code mail.debug}, which adds remarks of its own, and telnet. */
record BareFormat() implements Format {
    private static final Pattern SERVER = Pattern.compile("[2-5]\\d\\d(?:[ -].*)?");
    private static final Pattern CLIENT = Pattern.compile(
            "(?:EHLO|HELO|STARTTLS|AUTH|MAIL FROM|RCPT TO|DATA|BDAT|RSET|NOOP|QUIT)\\b.*", Pattern.CASE_INSENSITIVE);
    /** What stands in place of a login's lines: they are secret. */
    private static final Pattern LOGIN = Pattern.compile("DEBUG SMTP: AUTH (\\S+) command trace suppressed");

    @Override
    public String title() {
        return "mail.debug, or the wire's own lines";
    }

    @Override
    public @Nullable Turn turn(String line) {
        if (SERVER.matcher(line).matches()) {
            return Turn.server(line);
        }
        if (CLIENT.matcher(line).matches()) {
            return Turn.client(line);
        }
        var login = LOGIN.matcher(line);
        return login.matches() ? Turn.client("AUTH " + login.group(1)) : Turn.note(line);
    }
}
