package dev.norelay.clients;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What a client says to any server, whatever the server answers. One step a line:
 *
 * <ul>
 *   <li>{@code C: NOOP} is a line that is answered, and {@code P: NOOP} is one whose answer is not waited for;
 *   <li>{@code D: text} is a line of a message, which nobody answers;
 *   <li>{@code R: octets} and {@code B: octets} have no line end of their own; the first are answered;
 *   <li>{@code F: octets} are as {@code R:}, and the last that the client says.
 * </ul>
 *
 * <p>In all of them stand <code>{x*80}</code> for a repetition, {@code base64(…)}, and the escapes {@code \r \n \0 \xff}.
 */
record Conversation(String name, List<String> steps) {
    private static final Pattern REPEATED = Pattern.compile("\\{(.)\\*(\\d+)}");
    private static final Pattern ESCAPE = Pattern.compile("\\\\(?:([rn0])|x([0-9a-f]{2}))");
    private static final Pattern BASE64 = Pattern.compile("base64\\((.*?)\\)");
    private static final int MILLIS = 20_000;

    /**
     * What a server made of a step.
     *
     * @param step the greeting's is empty
     * @param code of the reply; {@code end} where the connection ended
     */
    record Answer(String step, String code) {}

    /** Says it all to the server on that port, as long as the connection lasts. */
    List<Answer> with(int port) throws IOException {
        List<Answer> answers = new ArrayList<>();
        List<String> waiting = new ArrayList<>(List.of(""));
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            socket.setSoTimeout(MILLIS);
            socket.setTcpNoDelay(true);
            ByteArrayOutputStream pending = new ByteArrayOutputStream();
            boolean goesOn = read(socket.getInputStream(), waiting, answers);
            for (int i = 0; i < steps.size() && goesOn; i++) {
                String step = steps.get(i);
                char kind = step.charAt(0);
                pending.writeBytes(octets(step.substring(3)));
                pending.writeBytes(("RBF".indexOf(kind) >= 0 ? "" : "\r\n").getBytes(StandardCharsets.US_ASCII));
                if (kind == 'D' || kind == 'B') {
                    continue;
                }
                waiting.add(step.substring(3));
                if (kind != 'P') {
                    socket.getOutputStream().write(pending.toByteArray());
                    pending.reset();
                    if (kind == 'F') {
                        socket.shutdownOutput();
                    }
                    goesOn = read(socket.getInputStream(), waiting, answers);
                }
            }
        } catch (SocketException reset) {
            waiting.forEach(step -> answers.add(new Answer(step, "end")));
        }
        return answers;
    }

    /** For the names of tests. */
    @Override
    public String toString() {
        return name;
    }

    private static boolean read(InputStream in, List<String> waiting, List<Answer> answers) throws IOException {
        while (!waiting.isEmpty()) {
            String code = code(in);
            answers.add(new Answer(waiting.remove(0), code));
            if (!Character.isDigit(code.charAt(0))) {
                waiting.clear();
                return false;
            }
        }
        return true;
    }

    /** Of the next reply, all its lines read. */
    private static String code(InputStream in) throws IOException {
        StringBuilder line = new StringBuilder();
        while (true) {
            int octet = in.read();
            if (octet < 0) {
                return "end";
            }
            line.append((char) octet);
            if (octet == '\n') {
                if (line.length() < 4 || line.charAt(3) != '-') {
                    return line.substring(0, Math.min(3, line.length()));
                }
                line.setLength(0);
            }
        }
    }

    private static byte[] octets(String written) {
        String text = REPEATED.matcher(written)
                .replaceAll(found -> Matcher.quoteReplacement(found.group(1).repeat(Integer.parseInt(found.group(2)))));
        text = ESCAPE.matcher(text)
                .replaceAll(found -> Matcher.quoteReplacement(escaped(found.group(1), found.group(2))));
        text = BASE64.matcher(text)
                .replaceAll(found ->
                        Base64.getEncoder().encodeToString(found.group(1).getBytes(StandardCharsets.ISO_8859_1)));
        return text.getBytes(StandardCharsets.ISO_8859_1);
    }

    private static String escaped(String letter, String hexadecimal) {
        if (hexadecimal != null) {
            return String.valueOf((char) Integer.parseInt(hexadecimal, 16));
        }
        return letter.equals("r") ? "\r" : letter.equals("n") ? "\n" : "\0";
    }
}
