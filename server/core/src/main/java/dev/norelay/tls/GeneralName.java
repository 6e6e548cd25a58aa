package dev.norelay.tls;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.util.regex.Pattern;

/** A host as a certificate names it: a DNS name or an IP address (RFC 5280 §4.2.1.6). Never asks the DNS. */
final class GeneralName {
    private static final int DNS_NAME = 2;
    private static final int IP_ADDRESS = 7;

    private static final String OCTET = "(25[0-5]|2[0-4][0-9]|1[0-9]{2}|[1-9]?[0-9])";
    private static final Pattern IPV4 = Pattern.compile(OCTET + "(\\." + OCTET + "){3}");
    private static final Pattern IPV6 = Pattern.compile("[0-9A-Fa-f:]+:[0-9A-Fa-f:.]*");
    private static final String LABEL = "[A-Za-z0-9_]([A-Za-z0-9_-]{0,61}[A-Za-z0-9_])?";
    private static final Pattern DNS = Pattern.compile("(\\*\\.)?(" + LABEL + "\\.)*(?![0-9]+$)" + LABEL);

    private GeneralName() {}

    static boolean isDnsName(String name) {
        return name.length() <= 253 && DNS.matcher(name).matches(); // RFC 1035 §2.3.4
    }

    /**
     * The DER of this name.
     *
     * @throws IllegalArgumentException if it is neither a DNS name in ASCII nor an IP literal
     */
    static byte[] encode(String name) {
        if (isDnsName(name)) {
            return Der.implicit(DNS_NAME, name.getBytes(StandardCharsets.US_ASCII));
        }
        if (IPV4.matcher(name).matches()) {
            return Der.implicit(IP_ADDRESS, literal(name, name));
        }
        if (IPV6.matcher(name).matches()) {
            return Der.implicit(IP_ADDRESS, literal("[" + name + "]", name)); // in brackets it is never looked up
        }
        throw neither(name);
    }

    private static byte[] literal(String address, String name) {
        try {
            return InetAddress.getByName(address).getAddress();
        } catch (UnknownHostException e) {
            throw neither(name);
        }
    }

    private static IllegalArgumentException neither(String name) {
        return new IllegalArgumentException(
                "'" + name + "' is neither a DNS name nor an IP address: write a name such as"
                        + " mail.example.test (a name beyond ASCII as xn--…), or an address such as 127.0.0.1 or ::1");
    }
}
