package dev.norelay.session;

import dev.norelay.smtp.Refusal;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/**
 * What a server is like on one of its listeners, at this moment: given to the session anew with each command, since a
 * remedy takes effect from the next command on.
 *
 * @param hostname by which the server greets
 * @param localDomains in lower case; mail for them needs no relaying
 * @param recipients which mailboxes of the local domains exist
 * @param accounts by user name
 * @param policy of this listener
 * @param security of this listener
 * @param wordings of refusals; those that are missing are plain
 * @param hiddenKeywords EHLO keywords that are not listed, in upper case
 * @param offeredKeywords EHLO lines that are listed whatever the policy says
 * @param acceptances how it says yes
 */
public record ServerProfile(
        String hostname,
        Set<String> localDomains,
        Recipients recipients,
        Map<String, Account> accounts,
        Policy policy,
        Security security,
        Map<Refusal, Wording> wordings,
        Set<String> hiddenKeywords,
        List<String> offeredKeywords,
        Acceptances acceptances) {

    /** Which mailboxes of the local domains exist. */
    public enum Recipients {
        ANY,
        /** Only the addresses of accounts, and postmaster. */
        ACCOUNTS
    }

    public ServerProfile {
        localDomains = Set.copyOf(localDomains);
        accounts = Map.copyOf(accounts);
        wordings = Map.copyOf(wordings);
        hiddenKeywords = Set.copyOf(hiddenKeywords);
        offeredKeywords = List.copyOf(offeredKeywords);
    }

    /** A server that says yes in plain words. */
    public ServerProfile(
            String hostname,
            Set<String> localDomains,
            Recipients recipients,
            Map<String, Account> accounts,
            Policy policy,
            Security security,
            Map<Refusal, Wording> wordings,
            Set<String> hiddenKeywords,
            List<String> offeredKeywords) {
        this(
                hostname,
                localDomains,
                recipients,
                accounts,
                policy,
                security,
                wordings,
                hiddenKeywords,
                offeredKeywords,
                Acceptances.PLAIN);
    }

    /** How this server says a refusal. */
    public Wording wording(Refusal refusal) {
        Wording own = wordings.get(refusal);
        return own == null ? Wording.plain(refusal) : own;
    }

    /** Whether mail for that domain stays here. A path without a domain (postmaster) does. */
    public boolean isLocal(String domain) {
        String lower = domain.toLowerCase(Locale.ROOT);
        return lower.isEmpty() || localDomains.contains(lower) || lower.equals(hostname.toLowerCase(Locale.ROOT));
    }

    /** The same server on another listener. */
    public ServerProfile on(Policy listenerPolicy, Security listenerSecurity) {
        return new ServerProfile(
                hostname,
                localDomains,
                recipients,
                accounts,
                listenerPolicy,
                listenerSecurity,
                wordings,
                hiddenKeywords,
                offeredKeywords,
                acceptances);
    }

    /** The same server with other accounts. */
    public ServerProfile withAccounts(Map<String, Account> others) {
        return new ServerProfile(
                hostname,
                localDomains,
                recipients,
                others,
                policy,
                security,
                wordings,
                hiddenKeywords,
                offeredKeywords,
                acceptances);
    }

    /** The same server in other words. */
    public ServerProfile withWordings(Map<Refusal, Wording> others) {
        return new ServerProfile(
                hostname,
                localDomains,
                recipients,
                accounts,
                policy,
                security,
                others,
                hiddenKeywords,
                offeredKeywords,
                acceptances);
    }
}
