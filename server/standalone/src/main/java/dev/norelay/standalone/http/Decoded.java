package dev.norelay.standalone.http;

import dev.norelay.journal.Message;
import io.vertx.core.buffer.Buffer;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.IllegalCharsetNameException;
import java.nio.charset.StandardCharsets;
import java.nio.charset.UnsupportedCharsetException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.apache.james.mime4j.MimeException;
import org.apache.james.mime4j.codec.DecodeMonitor;
import org.apache.james.mime4j.codec.DecoderUtil;
import org.apache.james.mime4j.field.LenientFieldParser;
import org.apache.james.mime4j.message.DefaultBodyDescriptorBuilder;
import org.apache.james.mime4j.message.MaximalBodyDescriptor;
import org.apache.james.mime4j.stream.EntityState;
import org.apache.james.mime4j.stream.Field;
import org.apache.james.mime4j.stream.MimeConfig;
import org.apache.james.mime4j.stream.MimeTokenStream;
import org.apache.james.mime4j.stream.RecursionMode;
import org.jspecify.annotations.Nullable;

/**
 * A message, decoded (RFC 5322, 2045 to 2047, 2231) as far as it can be: what is odd in it is told, and never an error. A
 * message in a message is one part. Immutable.
 *
 * @param headers of the message itself, in order
 * @param parts all of them, the tree flattened, without the outermost multipart
 * @param defects what was odd
 */
record Decoded(List<Header> headers, List<Part> parts, List<String> defects) {
    private static final int MOST_PARTS = 1_000;
    private static final int DEEPEST = 20;
    private static final int MOST_HEADERS = 2_000;
    private static final int LONGEST_NAME = 200;

    private static final MimeConfig LENIENT = new MimeConfig.Builder()
            .setMaxLineLen(-1)
            .setMaxHeaderLen(-1)
            .setMaxHeaderCount(MOST_HEADERS)
            .setMaxTotalHeaderCount(-1)
            .setMaxTotalHeaderLen(-1)
            .setMaxContentLen(-1)
            .setMaxPartCount(MOST_PARTS)
            .setMaxNestingDepth(DEEPEST)
            .setMalformedHeaderStartsBody(false)
            .build();

    /**
     * A field of the header.
     *
     * @param value unfolded and decoded
     * @param raw as it was sent, behind the colon
     */
    record Header(String name, String value, String raw) {}

    /**
     * A part.
     *
     * @param number such as {@code 2.1}
     * @param size decoded; -1 of a multipart
     * @param octets decoded, where they were asked for; else none
     */
    record Part(
            String number,
            String type,
            @Nullable String charset,
            @Nullable String filename,
            @Nullable String disposition,
            @Nullable String contentId,
            long size,
            @Nullable Buffer octets) {
        boolean isMultipart() {
            return size < 0;
        }

        /** Whether a mail app would show it as something to save. */
        boolean isAttachment() {
            boolean text = type.equals("text/plain") || type.equals("text/html");
            return !isMultipart()
                    && ("attachment".equals(disposition) || filename != null || !(text || contentId != null));
        }

        /** Whether it is text of that type to be read, not saved. */
        boolean isBody(String wanted) {
            return type.equals(wanted) && !isAttachment();
        }

        /** As text; what its charset cannot mean is replaced. */
        String text() {
            return octets == null ? "" : decode(octets.getBytes(), charset);
        }
    }

    /** Which octets are wanted. */
    interface Wanted {
        boolean wants(String number, String type);
    }

    /**
     * Reads a message.
     *
     * @throws UncheckedIOException if its octets are gone
     */
    static Decoded of(Message message, Wanted wanted) {
        Reading reading = new Reading(wanted);
        try (InputStream octets = message.open()) {
            reading.read(octets);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return new Decoded(List.copyOf(reading.headers), List.copyOf(reading.parts), List.copyOf(reading.defects));
    }

    /** The value of the first field with that name. */
    Optional<String> header(String name) {
        return headers.stream()
                .filter(header -> header.name().equalsIgnoreCase(name))
                .map(Header::value)
                .findFirst();
    }

    Optional<Part> part(String number) {
        return parts.stream()
                .filter(part -> part.number().equals(number) && !part.isMultipart())
                .findFirst();
    }

    /** The first part of that type that is to be read. */
    Optional<Part> body(String type) {
        return parts.stream().filter(part -> part.isBody(type)).findFirst();
    }

    List<Part> attachments() {
        return parts.stream().filter(Part::isAttachment).toList();
    }

    private static String decode(byte[] octets, @Nullable String charset) {
        try {
            return new String(octets, Charset.forName(charset == null ? "UTF-8" : charset));
        } catch (IllegalCharsetNameException | UnsupportedCharsetException unknown) {
            return utf8OrLatin(octets);
        }
    }

    private static String utf8OrLatin(byte[] octets) {
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(octets))
                    .toString();
        } catch (CharacterCodingException noUtf8) {
            return new String(octets, StandardCharsets.ISO_8859_1);
        }
    }

    /** One pass over a message. */
    private static final class Reading {
        private final Wanted wanted;
        private final List<Header> headers = new ArrayList<>();
        private final List<Part> parts = new ArrayList<>();
        private final List<String> defects = new ArrayList<>();
        /** Of each multipart that is open: its number, and how many parts of it came. */
        private final Deque<String> numbers = new ArrayDeque<>();

        private final Deque<Integer> counts = new ArrayDeque<>();

        Reading(Wanted wanted) {
            this.wanted = wanted;
        }

        void read(InputStream octets) throws IOException {
            DecodeMonitor monitor = new DecodeMonitor() {
                @Override
                public boolean warn(String error, String dropDesc) {
                    note(error);
                    return false;
                }
            };
            MimeTokenStream stream = new MimeTokenStream(
                    LENIENT,
                    monitor,
                    new DefaultBodyDescriptorBuilder(null, LenientFieldParser.getParser(), DecodeMonitor.SILENT));
            stream.setRecursionMode(RecursionMode.M_NO_RECURSE);
            stream.parse(octets);
            try {
                for (EntityState state = stream.getState();
                        state != EntityState.T_END_OF_STREAM;
                        state = stream.next()) {
                    read(state, stream);
                }
            } catch (MimeException
                    | RuntimeException odd) { // the library gives up; what came before is told all the same
                note("it could not be decoded to its end: " + odd.getMessage());
            }
        }

        private void note(String defect) {
            if (defects.size() < 20 && !defects.contains(defect)) {
                defects.add(defect);
            }
        }

        private void read(EntityState state, MimeTokenStream stream) throws IOException {
            switch (state) {
                case T_FIELD -> {
                    if (counts.isEmpty()) {
                        headers.add(header(stream.getField()));
                    }
                }
                case T_START_MULTIPART -> {
                    String number = counts.isEmpty() ? "" : next();
                    if (!number.isEmpty()) {
                        parts.add(part(number, (MaximalBodyDescriptor) stream.getBodyDescriptor(), -1, null));
                    }
                    numbers.push(number);
                    counts.push(0);
                }
                case T_END_MULTIPART -> {
                    numbers.pop();
                    counts.pop();
                }
                case T_BODY -> body(stream);
                default -> {} // beginnings and ends, and what stands around multiparts
            }
        }

        private void body(MimeTokenStream stream) throws IOException {
            MaximalBodyDescriptor descriptor = (MaximalBodyDescriptor) stream.getBodyDescriptor();
            String number = counts.isEmpty() ? "1" : next();
            boolean kept = wanted.wants(number, type(descriptor));
            ByteArrayOutputStream octets = new ByteArrayOutputStream();
            long size = 0;
            byte[] some = new byte[8_192];
            InputStream decoded = stream.getDecodedInputStream();
            for (int count = decoded.read(some); count >= 0; count = decoded.read(some)) {
                size += count;
                if (kept) {
                    octets.write(some, 0, count);
                }
            }
            parts.add(part(number, descriptor, size, kept ? Buffer.buffer(octets.toByteArray()) : null));
        }

        private String next() {
            int count = counts.pop() + 1;
            counts.push(count);
            String parent = numbers.getFirst();
            return parent.isEmpty() ? Integer.toString(count) : parent + "." + count;
        }

        private static Header header(Field field) {
            String raw = utf8OrLatin(field.getRaw().toByteArray());
            String behind = raw.substring(Math.min(raw.length(), raw.indexOf(':') + 1));
            String unfolded = behind.replaceAll("\r?\n(?=[ \t])", "").strip();
            return new Header(field.getName(), words(unfolded), behind.strip());
        }

        private static String words(String text) {
            try {
                return DecoderUtil.decodeEncodedWords(text, DecodeMonitor.SILENT);
            } catch (RuntimeException odd) { // an encoded word of a charset that is none
                return text;
            }
        }

        private static String type(MaximalBodyDescriptor descriptor) {
            String type = descriptor.getMimeType();
            return type == null ? "text/plain" : type.toLowerCase(Locale.ROOT);
        }

        private static Part part(String number, MaximalBodyDescriptor descriptor, long size, @Nullable Buffer octets) {
            return new Part(
                    number,
                    type(descriptor),
                    size < 0 || !type(descriptor).startsWith("text/") ? null : descriptor.getCharset(),
                    filename(descriptor),
                    lower(descriptor.getContentDispositionType()),
                    contentId(descriptor.getContentId()),
                    size,
                    octets);
        }

        private static @Nullable String lower(@Nullable String word) {
            return word == null ? null : word.toLowerCase(Locale.ROOT);
        }

        private static @Nullable String contentId(@Nullable String written) {
            return written == null ? null : written.strip().replaceAll("^<|>$", "");
        }

        /** What the message calls it; nothing in it can name a place. */
        private static @Nullable String filename(MaximalBodyDescriptor descriptor) {
            String name = descriptor.getContentDispositionFilename();
            if (name == null) {
                name = descriptor.getContentTypeParameters().get("name");
            }
            if (name == null) {
                return null;
            }
            String decoded = words(name).replaceAll("\\p{Cntrl}", "");
            String last = decoded.substring(Math.max(decoded.lastIndexOf('/'), decoded.lastIndexOf('\\')) + 1)
                    .strip();
            String safe = last.isEmpty() || last.matches("\\.+") ? "attachment" : last;
            return safe.length() > LONGEST_NAME ? safe.substring(0, LONGEST_NAME) : safe;
        }
    }
}
