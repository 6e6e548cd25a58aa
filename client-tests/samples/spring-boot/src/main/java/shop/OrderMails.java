package shop;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.springframework.core.NestedExceptionUtils;
import org.springframework.mail.MailException;
import org.springframework.mail.MailSendException;
import org.springframework.mail.SimpleMailMessage;
import org.springframework.mail.javamail.JavaMailSender;
import org.springframework.stereotype.Service;

/** Confirms orders by mail; what could not be sent waits. */
@Service
public class OrderMails {
    private final JavaMailSender sender;
    private final List<SimpleMailMessage> waiting = new CopyOnWriteArrayList<>();

    public OrderMails(JavaMailSender sender) {
        this.sender = sender;
    }

    /** What to show to the person. */
    public String confirm(String customer, String order) {
        SimpleMailMessage mail = new SimpleMailMessage();
        mail.setFrom("alice@example.test");
        mail.setTo(customer);
        mail.setSubject("Your order " + order);
        mail.setText("Thank you!");
        return send(mail);
    }

    /** Tries again with all that waits. */
    public void sendWaiting() {
        List<SimpleMailMessage> mails = List.copyOf(waiting);
        waiting.removeAll(mails);
        mails.forEach(this::send);
    }

    public int waiting() {
        return waiting.size();
    }

    private String send(SimpleMailMessage mail) {
        try {
            sender.send(mail);
            return "Sent.";
        } catch (MailException failed) {
            waiting.add(mail);
            return "Not sent yet: " + words(failed);
        }
    }

    /** The server's own words lie innermost. */
    private static String words(MailException failed) {
        Throwable told = failed instanceof MailSendException several && several.getMessageExceptions().length > 0
                ? several.getMessageExceptions()[0]
                : failed;
        return NestedExceptionUtils.getMostSpecificCause(told).getMessage().strip();
    }
}
