package shop;

import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.subethamail.smtp.MessageContext;
import org.subethamail.smtp.MessageHandler;
import org.subethamail.smtp.MessageHandlerFactory;
import org.subethamail.smtp.RejectException;

// docs/coming-from.md: begin
/** Makes a ticket of each mail to support. */
final class Tickets implements MessageHandlerFactory {
    final List<String> opened = new CopyOnWriteArrayList<>();

    @Override
    public MessageHandler create(MessageContext context) {
        return new MessageHandler() {
            private String from;

            @Override
            public void from(String sender) {
                from = sender;
            }

            @Override
            public void recipient(String to) throws RejectException {
                if (!to.startsWith("support@")) {
                    throw new RejectException(550, "no such desk");
                }
            }

            @Override
            public String data(InputStream mail) throws IOException {
                mail.readAllBytes();
                opened.add(from);
                return "ticket " + opened.size();
            }

            @Override
            public void done() {}
        };
    }
}
// docs/coming-from.md: end
