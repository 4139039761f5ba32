package org.darsena.helper.bus;

import org.darsena.helper.bus.BusTransport.Sink;
import org.freedesktop.dbus.connections.BusAddress;
import org.freedesktop.dbus.connections.config.TransportConfig;
import org.freedesktop.dbus.connections.transports.AbstractTransport;
import org.freedesktop.dbus.exceptions.TransportConfigurationException;
import org.freedesktop.dbus.spi.transport.ITransportProvider;

/// How dbus-java finds [BusTransport]: under an address type of its own, so that no order of jars decides.
public final class BusTransportProvider implements ITransportProvider {
    static final String TYPE = "darsena";
    static final String SINK = "darsena.sink";

    @Override
    public String getTransportName() {
        return "darsena";
    }

    @Override
    public AbstractTransport createTransport(BusAddress address, TransportConfig config)
            throws TransportConfigurationException {
        if (config.getAdditionalConfig().get(SINK) instanceof Sink sink) {
            return new BusTransport(address, config, sink);
        }
        throw new TransportConfigurationException("made by Bus only");
    }

    @Override
    public String getSupportedBusType() {
        return TYPE;
    }

    @Override
    public String createDynamicSessionAddress(boolean listening) {
        throw new UnsupportedOperationException("no bus is made here");
    }
}
