package dev.norelay.scenario.yaml;

import dev.norelay.scenario.Client;
import dev.norelay.scenario.Mail;
import dev.norelay.scenario.Phase;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * Writes what differs between a phase and what would be read without it: the reverse of {@link PhaseDecoder}. What would
 * be read, the reader tells, so that defaults and layers are known in one place.
 */
final class PhaseEncoder {
    private final Tree.Mapping file;
    private final Tree.Mapping overlay;
    private final Phase wanted;
    private final Keys keys = new Keys();

    /**
     * @param file what the file says of all phases
     * @param overlay what it says of this one already
     */
    PhaseEncoder(Tree.Mapping file, Tree.Mapping overlay, Phase wanted) {
        this.file = file;
        this.overlay = overlay;
        this.wanted = wanted;
    }

    Keys encode() {
        Phase base = read();
        if (!wanted.mail().equals(base.mail())) {
            mail(new MailBuilder(keys.map("mail")), wanted.mail(), base.mail());
        }
        if (!wanted.client().equals(base.client())) {
            client(new ClientBuilder(keys.map("client")), wanted.client(), base.client());
        }
        if (!wanted.server().equals(base.server())) {
            new ServerEncoder(keys.map("server"), wanted.server(), () -> read().server()).encode();
        }
        return keys;
    }

    /** What would be read if nothing were added to what is written now. */
    private Phase read() {
        Tree.Mapping now = Layers.lay(file, Layers.lay(overlay, keys.mapping(file.place())));
        return new PhaseDecoder(Layers.lay(Defaults.PLAIN, now), new Problems()).decode(wanted.name());
    }

    private static void mail(MailBuilder builder, Mail mail, Mail base) {
        differ(mail.from(), base.from(), builder::from);
        differ(mail.to(), base.to(), to -> builder.to(array(to)));
        differ(mail.size(), base.size(), builder::size);
        differ(mail.count(), base.count(), builder::count);
    }

    private static void client(ClientBuilder builder, Client client, Client base) {
        boolean less = (client.host() == null && base.host() != null) || (client.port() == null && base.port() != null);
        boolean anew = less || !client.listener().equals(base.listener());
        if (anew) {
            // It takes host and port of the layers below away.
            builder.listener(client.listener());
        }
        if (client.host() != null && (anew || !client.host().equals(base.host()))) {
            builder.host(client.host());
        }
        if (client.port() != null && (anew || !client.port().equals(base.port()))) {
            builder.port(client.port());
        }
        differ(client.security(), base.security(), builder::security);
        login(builder, client, base);
        differ(client.clock(), base.clock(), builder::clock);
        differ(client.tls(), base.tls(), versions -> builder.tls(array(versions)));
    }

    private static void login(ClientBuilder builder, Client client, Client base) {
        if (!Objects.equals(client.user(), base.user())) {
            client.userName().ifPresentOrElse(builder::user, builder::noUser);
        }
        if (!Objects.equals(client.password(), base.password())) {
            Optional.ofNullable(client.password()).ifPresentOrElse(builder::password, builder::noPassword);
        }
        if (!Objects.equals(client.token(), base.token())) {
            Optional.ofNullable(client.token()).ifPresentOrElse(builder::token, builder::noToken);
        }
    }

    /** Writes what is not the same already. */
    static <T> void differ(T wanted, T base, Consumer<T> write) {
        if (!wanted.equals(base)) {
            write.accept(wanted);
        }
    }

    static String[] array(List<String> texts) {
        return texts.toArray(String[]::new);
    }
}
