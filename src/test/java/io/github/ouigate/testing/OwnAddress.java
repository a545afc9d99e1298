package io.github.ouigate.testing;

import java.net.Inet4Address;
import java.net.NetworkInterface;
import java.net.SocketException;
import java.util.Optional;

/** A network address of this machine. */
public final class OwnAddress {
    private OwnAddress() {}

    /** Returns the first IPv4 address that is not a loopback address; empty without a network. */
    public static Optional<String> first() throws SocketException {
        return NetworkInterface.networkInterfaces()
                .flatMap(NetworkInterface::inetAddresses)
                .filter(Inet4Address.class::isInstance)
                .filter(address -> !address.isLoopbackAddress())
                .map(address -> address.getHostAddress())
                .findFirst();
    }
}
