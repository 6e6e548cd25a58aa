package shop;

import java.util.Properties;

// docs/coming-from.md: begin
/** A server without TLS and login, which is all that they offer without more ado. */
final class Plain {
    private Plain() {}

    static Properties smtp(int port) {
        Properties smtp = new Properties();
        smtp.put("mail.smtp.host", "127.0.0.1");
        smtp.put("mail.smtp.port", Integer.toString(port));
        return smtp;
    }
}
// docs/coming-from.md: end
