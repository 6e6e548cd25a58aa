package dev.norelay.scenario.yaml;

import static dev.norelay.scenario.yaml.PhaseEncoder.array;
import static dev.norelay.scenario.yaml.PhaseEncoder.differ;

import dev.norelay.scenario.Listener;
import dev.norelay.scenario.Server;
import dev.norelay.scenario.TlsSettings;
import dev.norelay.session.Acceptances;
import dev.norelay.session.Account;
import dev.norelay.session.Mechanism;
import dev.norelay.session.Policy;
import dev.norelay.session.ServerProfile;
import dev.norelay.session.Tokens;
import dev.norelay.session.Wording;
import dev.norelay.smtp.Moment;
import dev.norelay.smtp.Refusal;
import dev.norelay.smtp.Reply;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Writes what differs between a server and what would be read without it: the reverse of {@link ServerDecoder}. */
final class ServerEncoder {
    private final Keys keys;
    private final ServerBuilder builder;
    private final Server wanted;
    private final Supplier<Server> read;

    /**
     * @param read what would be read if nothing were added to the keys
     */
    ServerEncoder(Keys keys, Server wanted, Supplier<Server> read) {
        this.keys = keys;
        this.builder = new ServerBuilder(keys);
        this.wanted = wanted;
        this.read = read;
    }

    void encode() {
        Server base = read.get();
        ServerProfile profile = wanted.profile();
        ServerProfile before = base.profile();
        differ(profile.hostname(), before.hostname(), builder::hostname);
        differ(profile.localDomains(), before.localDomains(), all -> builder.localDomains(array(sorted(all))));
        differ(profile.recipients(), before.recipients(), builder::recipients);
        new TreeMap<>(profile.accounts())
                .forEach((user, account) ->
                        account(user, account, before.accounts().get(user)));
        wanted.listeners()
                .values()
                .forEach(each -> listener(each, base.listeners().get(each.name())));
        policies();
        new TreeMap<>(profile.wordings())
                .forEach((refusal, wording) ->
                        wording(refusal, wording, before.wordings().get(refusal)));
        acceptances(profile.acceptances(), before.acceptances());
        differ(profile.hiddenKeywords(), before.hiddenKeywords(), all -> builder.hide(array(sorted(all))));
        differ(profile.offeredKeywords(), before.offeredKeywords(), all -> builder.offer(array(all)));
        tls(wanted.tls(), base.tls());
        keys.sort("hostname", "local-domains", "recipients", "accounts", "listeners", "policy");
    }

    private static List<String> sorted(Iterable<String> texts) {
        TreeSet<String> sorted = new TreeSet<>();
        texts.forEach(sorted::add);
        return List.copyOf(sorted);
    }

    private void account(String user, Account account, @Nullable Account base) {
        if (account.equals(base)) {
            return;
        }
        builder.account(user, keysOfIt -> {
            Account before = base == null ? new Account("", List.of(), ServerDecoder.addresses(user)) : base;
            boolean named = base == null && account.tokens().current() == null;
            if (named || !account.password().equals(before.password())) {
                keysOfIt.password(account.password());
            }
            differ(account.formerPasswords(), before.formerPasswords(), all -> keysOfIt.formerPasswords(array(all)));
            tokens(keysOfIt, account.tokens(), before.tokens());
            differ(account.addresses(), before.addresses(), all -> keysOfIt.addresses(array(all)));
        });
    }

    private static void tokens(AccountBuilder account, Tokens tokens, Tokens before) {
        differ(
                Optional.ofNullable(tokens.current()),
                Optional.ofNullable(before.current()),
                token -> token.ifPresentOrElse(account::token, account::noToken));
        differ(tokens.expired(), before.expired(), all -> account.expiredTokens(array(all)));
        differ(tokens.wrongScope(), before.wrongScope(), all -> account.wrongScopeTokens(array(all)));
    }

    private void listener(Listener listener, @Nullable Listener base) {
        Listener before = base == null
                ? new Listener(listener.name(), -1, ServerDecoder.SECURITY, listener.policy(), Listener.Service.SMTP)
                : base;
        if (listener.equals(withPolicy(before, listener.policy()))) {
            return;
        }
        builder.listener(listener.name(), keysOfIt -> {
            differ(listener.port(), before.port(), keysOfIt::port);
            differ(listener.security(), before.security(), keysOfIt::security);
            differ(listener.service(), before.service(), keysOfIt::service);
            differ(
                    Optional.ofNullable(listener.tlsFault()),
                    Optional.ofNullable(before.tlsFault()),
                    fault -> fault.ifPresentOrElse(keysOfIt::tlsFault, keysOfIt::noTlsFault));
        });
    }

    private static Listener withPolicy(Listener listener, Policy policy) {
        return new Listener(
                listener.name(), listener.port(), listener.security(), policy, listener.service(), listener.tlsFault());
    }

    /** The server's first: what listeners do not say, they have from it. */
    private void policies() {
        policy(keys, wanted.profile().policy(), () -> read.get().profile().policy());
        for (Listener listener : wanted.listeners().values()) {
            Listener now = read.get().listeners().get(listener.name());
            if (now != null && !now.policy().equals(listener.policy())) {
                policy(
                        keys.map("listeners").map(listener.name()),
                        listener.policy(),
                        () -> read.get()
                                .listeners()
                                .getOrDefault(listener.name(), now)
                                .policy());
            }
        }
    }

    private static void policy(Keys holder, Policy policy, Supplier<Policy> now) {
        if (policy.equals(now.get())) {
            return;
        }
        if (policy.equals(Policy.OPEN)) {
            holder.text("policy", PolicyDecoder.OPEN);
            return;
        }
        PolicyBuilder builder = new PolicyBuilder(holder.map("policy"));
        // Where a lower layer says `open`, the map alone undoes it: only now it is known what it need say.
        Policy base = now.get();
        differ(policy.relay(), base.relay(), builder::relay);
        differ(policy.requireAuth(), base.requireAuth(), builder::requireAuth);
        differ(policy.requireTls(), base.requireTls(), builder::requireTls);
        differ(policy.mechanisms(), base.mechanisms(), all -> builder.auth(all.toArray(Mechanism[]::new)));
        differ(policy.senderMustBeOwn(), base.senderMustBeOwn(), builder::senderMustBeOwn);
        differ(policy.maxSize(), base.maxSize(), builder::maxSize);
        differ(policy.maxRecipients(), base.maxRecipients(), builder::maxRecipients);
        differ(policy.bareNewline(), base.bareNewline(), builder::bareNewline);
    }

    /** Words alone are written short. */
    private void wording(Refusal refusal, Wording wording, @Nullable Wording base) {
        if (wording.equals(base)) {
            return;
        }
        Wording before = base == null ? Wording.plain(refusal) : base;
        if (wording.at() == before.at() && !wording.reply().equals(before.reply())) {
            keys.map("replies").reply(refusal.id(), wording.reply());
            return;
        }
        Keys both = builder.wording(refusal);
        differ(wording.at(), before.at(), at -> both.word("at", at));
        differ(wording.reply(), before.reply(), reply -> both.reply("text", reply));
    }

    private void acceptances(Acceptances own, Acceptances base) {
        for (Moment moment : Moment.values()) {
            Reply reply = own.replies().get(moment);
            if (!Objects.equals(reply, base.replies().get(moment))) {
                yes(moment, reply);
            }
        }
        differ(own.ehlo(), base.ehlo(), lines -> {
            if (lines.isEmpty()) {
                keys.nothing("ehlo");
            } else {
                builder.ehlo(lines.toArray(Acceptances.Line[]::new));
            }
        });
    }

    private void yes(Moment moment, @Nullable Reply reply) {
        Keys owner = moment == Moment.CONNECT ? keys : keys.map("accepts");
        String key = moment == Moment.CONNECT ? "greeting" : moment.id();
        if (reply == null) {
            owner.nothing(key);
        } else {
            owner.reply(key, reply);
        }
    }

    private void tls(TlsSettings tls, TlsSettings base) {
        differ(tls.certificate(), base.certificate(), builder::certificate);
        differ(tls.versions(), base.versions(), all -> builder.tlsVersions(array(all)));
        differ(tls.names(), base.names(), all -> builder.certificateNames(array(all)));
        differ(tls.clientCertificate(), base.clientCertificate(), builder::clientCertificate);
    }
}
