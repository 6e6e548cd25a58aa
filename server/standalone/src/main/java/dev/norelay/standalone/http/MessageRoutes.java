package dev.norelay.standalone.http;

import static dev.norelay.standalone.http.Trouble.Kind.UNKNOWN_MESSAGE;
import static dev.norelay.standalone.http.Trouble.Kind.UNKNOWN_PART;

import dev.norelay.journal.Message;
import dev.norelay.standalone.http.Decoded.Part;
import io.vertx.core.buffer.Buffer;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The messages that a server took over, raw and decoded. Whatever is in them, a browser must come to no harm. */
final class MessageRoutes {
    /** In characters. */
    private static final int LONGEST_TEXT = 256 * 1024;
    /** Pictures of a message that are put into its HTML, in octets. */
    private static final long MOST_INLINE = 8L << 20;

    private static final Set<String> PICTURES = Set.of("image/png", "image/jpeg", "image/gif", "image/webp");

    /** RFC 2392 §2: in an attribute or a style. */
    private static final Pattern CID = Pattern.compile("(?i)(?<=[\"'(=\\s])cid:([^\"'()<>\\s]{1,500})");

    /** Nothing runs, nothing is fetched; it has no origin. */
    private static final String SEALED = "sandbox; default-src 'none'; img-src data:; style-src 'unsafe-inline';"
            + " base-uri 'none'; form-action 'none'; frame-ancestors 'self'";

    private final Servers servers;

    MessageRoutes(Servers servers) {
        this.servers = servers;
    }

    /** A message and its number. */
    private record Numbered(int number, Message message) {}

    private List<Numbered> all(Request request) {
        List<Message> messages =
                servers.get(request.path("id")).server().journal().messages();
        List<Numbered> numbered = new ArrayList<>(messages.size());
        messages.forEach(message -> numbered.add(new Numbered(numbered.size() + 1, message)));
        return numbered;
    }

    private Numbered one(Request request) {
        List<Numbered> all = all(request);
        long number = request.pathNumber("message").orElse(0);
        if (number < 1 || number > all.size()) {
            throw new Trouble(
                    UNKNOWN_MESSAGE,
                    "no message has the number " + Request.shown(request.path("message")) + "; "
                            + (all.isEmpty() ? "none was taken since the last reset" : "there are 1 to " + all.size()));
        }
        return all.get((int) number - 1);
    }

    Answer list(Request request) {
        request.knows("order", "limit", "after");
        String base = base(request);
        return Answer.json(Page.numbered(
                all(request),
                Numbered::number,
                request,
                each -> inShort(each, Decoded.of(each.message(), (number, type) -> false), base)));
    }

    private static String base(Request request) {
        return Routes.API + "/servers/" + request.path("id") + "/messages/";
    }

    Answer get(Request request) {
        Numbered one = one(request.knows());
        Decoded decoded = Decoded.of(one.message(), (number, type) -> type.equals("text/plain"));
        String base = base(request);
        Map<String, @Nullable Object> shown = inShort(one, decoded, base);
        shown.put(
                "headers", decoded.headers().stream().map(MessageRoutes::header).toList());
        shown.put(
                "parts",
                decoded.parts().stream()
                        .map(part -> part(part, base + one.number()))
                        .toList());
        String text = decoded.body("text/plain").map(Part::text).orElse(null);
        boolean truncated = text != null && text.length() > LONGEST_TEXT;
        shown.put("text", text != null && truncated ? text.substring(0, LONGEST_TEXT) : text);
        shown.put("textTruncated", truncated);
        shown.put("defects", decoded.defects());
        return Answer.json(shown);
    }

    private static Map<String, @Nullable Object> inShort(Numbered one, Decoded decoded, String base) {
        Message message = one.message();
        String self = base + one.number();
        boolean html = decoded.body("text/html").isPresent();
        Map<String, @Nullable Object> shown = new LinkedHashMap<>();
        shown.put("number", one.number());
        shown.put("session", message.session());
        shown.put("time", message.time().toString());
        shown.put("user", message.user().orElse(null));
        shown.put("from", message.from());
        List<Map<String, Object>> recipients = new ArrayList<>();
        for (String recipient : message.recipients()) {
            Map<String, Object> each = new LinkedHashMap<>();
            each.put("address", recipient);
            each.put("parameters", message.parameters(recipient));
            recipients.add(each);
        }
        shown.put("recipients", recipients);
        shown.put("parameters", message.parameters());
        shown.put("size", message.size());
        shown.put("subject", decoded.header("Subject").orElse(null));
        shown.put("date", decoded.header("Date").orElse(null));
        shown.put("hasHtml", html);
        shown.put(
                "attachments",
                decoded.attachments().stream().map(part -> part(part, self)).toList());
        Map<String, @Nullable Object> links = new LinkedHashMap<>();
        links.put("self", self);
        links.put("raw", self + "/raw");
        links.put("html", html ? self + "/html" : null);
        shown.put("links", links);
        return shown;
    }

    private static Map<String, Object> header(Decoded.Header header) {
        Map<String, Object> shown = new LinkedHashMap<>();
        shown.put("name", header.name());
        shown.put("value", header.value());
        shown.put("raw", header.raw());
        return shown;
    }

    private static Map<String, @Nullable Object> part(Part part, String self) {
        Map<String, @Nullable Object> shown = new LinkedHashMap<>();
        shown.put("part", part.number());
        shown.put("type", part.type());
        shown.put("charset", part.charset());
        shown.put("filename", part.filename());
        shown.put("disposition", part.disposition());
        shown.put("contentId", part.contentId());
        shown.put("size", part.isMultipart() ? null : Long.valueOf(part.size()));
        shown.put("href", part.isMultipart() ? null : self + "/parts/" + part.number());
        return shown;
    }

    Answer raw(Request request) {
        Numbered one = one(request.knows());
        return sealed(Answer.octets("message/rfc822", one.message().octets()), "message-" + one.number() + ".eml");
    }

    Answer part(Request request) {
        Numbered one = one(request.knows());
        String wanted = request.path("part");
        Part part = Decoded.of(one.message(), (number, type) -> number.equals(wanted))
                .part(wanted)
                .orElseThrow(() -> new Trouble(
                        UNKNOWN_PART,
                        "message " + one.number() + " has no part " + Request.shown(wanted)
                                + " with content; its `parts`" + " tells those it has"));
        byte[] octets = part.octets() == null ? new byte[0] : part.octets().getBytes();
        boolean picture = PICTURES.contains(part.type());
        Answer answer = Answer.octets(picture ? part.type() : "application/octet-stream", octets);
        String name = part.filename() == null ? "part-" + part.number() : part.filename();
        return picture ? answer.with("Content-Security-Policy", SEALED) : sealed(answer, name);
    }

    /** To be saved, whatever it is. */
    private static Answer sealed(Answer answer, String filename) {
        String encoded = URLEncoder.encode(filename, StandardCharsets.UTF_8).replace("+", "%20");
        return answer.with("Content-Disposition", "attachment; filename*=UTF-8''" + encoded)
                .with("Content-Security-Policy", SEALED);
    }

    Answer html(Request request) {
        Numbered one = one(request.knows());
        Decoded decoded =
                Decoded.of(one.message(), (number, type) -> type.equals("text/html") || PICTURES.contains(type));
        String html = decoded.body("text/html")
                .map(Part::text)
                .orElseThrow(() -> new Trouble(UNKNOWN_PART, "message " + one.number() + " has no HTML to be read"));
        return Answer.text("text/html", withPictures(html, decoded))
                .with("Content-Security-Policy", SEALED)
                .with("X-Frame-Options", "SAMEORIGIN");
    }

    /** A document without an origin may not fetch even from norelay: its own pictures are put into it. */
    private static String withPictures(String html, Decoded decoded) {
        long[] left = {MOST_INLINE};
        return CID.matcher(html).replaceAll(found -> Matcher.quoteReplacement(picture(found, decoded, left)));
    }

    private static String picture(MatchResult found, Decoded decoded, long[] left) {
        String id = found.group(1);
        for (Part part : decoded.parts()) {
            Buffer octets = part.octets();
            if (octets != null
                    && PICTURES.contains(part.type())
                    && id.equals(part.contentId())
                    && octets.length() <= left[0]) {
                left[0] -= octets.length();
                return "data:" + part.type() + ";base64," + Base64.getEncoder().encodeToString(octets.getBytes());
            }
        }
        return found.group();
    }
}
