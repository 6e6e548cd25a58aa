package dev.norelay.fault;

import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.Set;

/**
 * What a server says that knows TLS 1.0 only (RFC 2246 §7.4.1.3). JSSE refuses that version in the whole JVM, so it is
 * played from octets. The alert behind it is for clients that would take the version and wait for a certificate.
 */
final class OldServerHello {
    /** Suites of TLS 1.0 that clients of today still offer, the best first. */
    private static final int[] SUITES = {0xc00a, 0xc009, 0xc014, 0xc013, 0x0035, 0x002f};

    private static final String BEFORE_SUITE =
            "160301003102" + "00002d0301" + "4d7b02e9c5381fa6608ed41b97f25a3c7e10b8d563af492c06f1e87d3b94c25a" + "00";
    /** No compression; renegotiation_info, without which OpenSSL finds another fault (RFC 5746); protocol_version. */
    private static final String BEHIND_SUITE = "000005ff01000100" + "15030100020246";

    private OldServerHello() {}

    /** The octets, 61 of them. */
    static byte[] answering(byte[] clientHello) {
        String suite = HexFormat.of().toHexDigits((short) suite(clientHello));
        return HexFormat.of().parseHex(BEFORE_SUITE + suite + BEHIND_SUITE);
    }

    /** One that is offered: a suite that was not is another fault than an old version. */
    private static int suite(byte[] clientHello) {
        Set<Integer> offered = new HashSet<>();
        ByteBuffer hello = ByteBuffer.wrap(clientHello);
        try {
            hello.position(4 + 2 + 32); // header, version, random
            hello.position(hello.position() + 1 + (hello.get(hello.position()) & 0xff)); // session id
            for (int left = hello.getShort() & 0xffff; left > 1; left -= 2) {
                offered.add(hello.getShort() & 0xffff);
            }
        } catch (BufferUnderflowException | IndexOutOfBoundsException | IllegalArgumentException e) {
            // It breaks off: what has been read is what it offers.
        }
        for (int suite : SUITES) {
            if (offered.contains(suite)) {
                return suite;
            }
        }
        return SUITES[SUITES.length - 1];
    }
}
