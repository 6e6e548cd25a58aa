package dev.norelay.outbox;

import jakarta.activation.DataHandler;
import jakarta.mail.Header;
import jakarta.mail.MessagingException;
import jakarta.mail.Multipart;
import jakarta.mail.Part;
import jakarta.mail.Session;
import jakarta.mail.internet.AddressException;
import jakarta.mail.internet.InternetAddress;
import jakarta.mail.internet.MimeMessage;
import jakarta.mail.internet.MimeUtility;
import jakarta.mail.util.ByteArrayDataSource;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.Predicate;

/** A message whose parts and fields can be put in order; what is in order stays octet by octet. */
final class EditableMessage extends MimeMessage {
    /** Without the CRLF (RFC 5321 §4.5.3.1.6). */
    private static final int LONGEST_LINE = 998;

    private static final Set<String> OF_ADDRESSES = Set.of("from", "to", "cc", "reply-to", "sender");

    EditableMessage(Session session, byte[] octets) throws MessagingException {
        super(session, new ByteArrayInputStream(octets));
    }

    /** The same Message-ID at each try: duplicates can be told by it. */
    @Override
    protected void updateMessageID() {
        // it was set when the message was composed
    }

    /** Encodes and folds header fields (RFC 2047, RFC 5322 §2.2.3), and encodes parts whose lines are too long. */
    void tidy() throws MessagingException, IOException {
        for (Header field : Collections.list(getAllHeaders())) {
            String name = field.getName();
            String value = field.getValue();
            boolean tooLong = value.lines().anyMatch(line -> line.length() + name.length() > LONGEST_LINE);
            if ((!Addresses.isAscii(value) || tooLong) && getHeader(name).length == 1) {
                setHeader(name, MimeUtility.fold(name.length() + 2, inAscii(name, MimeUtility.unfold(value))));
            }
        }
        encode(EditableMessage::hasLongLine);
    }

    private static boolean hasLongLine(byte[] content) {
        return new String(content, StandardCharsets.ISO_8859_1).lines().anyMatch(line -> line.length() > LONGEST_LINE);
    }

    /** An address keeps what is not ASCII in itself: such mail needs a server with SMTPUTF8. */
    private static String inAscii(String name, String value) throws IOException {
        if (Addresses.isAscii(value)) {
            return value;
        } else if (!OF_ADDRESSES.contains(name.toLowerCase(Locale.ROOT))) {
            return MimeUtility.encodeText(value, "UTF-8", null);
        }
        try {
            InternetAddress[] addresses = InternetAddress.parseHeader(value, false);
            for (InternetAddress address : addresses) {
                String person = address.getPersonal();
                if (person != null) {
                    address.setPersonal(person, "UTF-8");
                }
            }
            return InternetAddress.toString(addresses);
        } catch (AddressException e) {
            return MimeUtility.encodeText(value, "UTF-8", null);
        }
    }

    /** Encodes the parts with unwanted content. */
    void encode(Predicate<byte[]> unwanted) throws MessagingException, IOException {
        if (encode(this, unwanted)) {
            saveChanges();
        }
    }

    private static boolean encode(Part part, Predicate<byte[]> unwanted) throws MessagingException, IOException {
        if (part.isMimeType("multipart/*") && part.getContent() instanceof Multipart parts) {
            boolean changed = false;
            for (int i = 0; i < parts.getCount(); i++) {
                changed |= encode(parts.getBodyPart(i), unwanted);
            }
            return changed;
        }
        byte[] content;
        try (InputStream in = part.getInputStream()) {
            content = in.readAllBytes();
        }
        if (isEncoded(part) || !unwanted.test(content)) {
            return false;
        }
        String type = part.getContentType();
        part.setDataHandler(new DataHandler(new ByteArrayDataSource(content, type)));
        part.setHeader("Content-Type", type);
        part.setHeader("Content-Transfer-Encoding", part.isMimeType("text/*") ? "quoted-printable" : "base64");
        return true;
    }

    private static boolean isEncoded(Part part) throws MessagingException {
        String[] encoding = part.getHeader("Content-Transfer-Encoding");
        return encoding != null
                && List.of("base64", "quoted-printable")
                        .contains(encoding[0].strip().toLowerCase(Locale.ROOT));
    }
}
