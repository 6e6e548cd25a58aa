package dev.norelay.subethasmtp;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.subethamail.smtp.DropConnectionException;
import org.subethamail.smtp.MessageContext;
import org.subethamail.smtp.MessageHandler;
import org.subethamail.smtp.MessageHandlerFactory;
import org.subethamail.smtp.RejectException;
import org.subethamail.smtp.TooMuchDataException;

/**
 * A handler as people write them, which writes down what it hears. What it does is in the address before the at sign, or in
 * the subject: {@code reject}, {@code drop}, {@code fail} …
 */
final class Heard implements MessageHandlerFactory {
    final List<String> calls = new ArrayList<>();
    final Set<String> threads = ConcurrentHashMap.newKeySet();
    final AtomicInteger created = new AtomicInteger();
    final AtomicInteger done = new AtomicInteger();
    final AtomicInteger taken = new AtomicInteger();
    /** What all addresses say that say nothing themselves, by method. */
    private final String everywhere;

    private final CountDownLatch awaited;

    Heard(String everywhere, int transactions) {
        this.everywhere = everywhere;
        this.awaited = new CountDownLatch(transactions);
    }

    Heard() {
        this("", 1);
    }

    private synchronized void write(String call) {
        threads.add(Thread.currentThread().getName());
        calls.add(call);
    }

    synchronized List<String> calls() {
        return List.copyOf(calls);
    }

    /** For a server without a barrier. */
    void awaitDone() throws InterruptedException {
        if (!awaited.await(20, TimeUnit.SECONDS)) {
            throw new AssertionError("done() was not called; there were " + calls());
        }
    }

    @Override
    public MessageHandler create(MessageContext context) {
        created.incrementAndGet();
        return new Handler(context);
    }

    private final class Handler implements MessageHandler {
        private final MessageContext context;

        Handler(MessageContext context) {
            this.context = context;
        }

        @Override
        public void from(String from) throws RejectException {
            write("from " + from + ", " + context.getHelo().orElse("nobody"));
            obey(from, "from");
        }

        @Override
        public void recipient(String recipient) throws RejectException {
            write("recipient " + recipient);
            obey(recipient, "recipient");
        }

        @Override
        public @Nullable String data(InputStream data) throws RejectException, IOException {
            String text = new String(data.readAllBytes(), ISO_8859_1);
            String subject = text.replaceAll("(?s).*Subject: ([^\r]*).*", "$1");
            write("data "
                    + text.replaceAll("(?s)^Received: from .*?\r\n(?! )", "+ ").replace("\r\n", "|"));
            if (subject.startsWith("too-much")) {
                throw new TooMuchDataException("enough");
            }
            if (subject.startsWith("io")) {
                throw new IOException("no disk");
            }
            obey(subject, "data");
            taken.incrementAndGet();
            return subject.startsWith("words")
                    ? "Queued as 4711"
                    : subject.startsWith("lines") ? "Queued\nas 4711" : null;
        }

        @Override
        public void done() {
            write("done");
            done.incrementAndGet();
            awaited.countDown();
        }

        private void obey(String wish, String method) throws RejectException {
            String word = everywhere.startsWith(method + " ")
                    ? everywhere.substring(method.length() + 1)
                    : wish.replaceFirst("[@ ].*", "").toLowerCase(Locale.ROOT);
            switch (word) {
                case "reject" -> throw new RejectException(571, "not here");
                case "plainly" -> throw new RejectException();
                case "later" -> throw new RejectException(450, "4.2.1 not now");
                case "drop" -> throw new DropConnectionException(421, "go away");
                case "fail" -> throw new IllegalStateException("a slip in the handler, on purpose");
                default -> {
                    // it likes the mail
                }
            }
        }
    }
}
