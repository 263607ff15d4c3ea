package org.godwit.muc.owner;

import java.util.function.Supplier;
import org.godwit.bus.StanzaPublisher;
import org.godwit.muc.room.RoomStore;
import org.godwit.protocol.jid.ServedDomains;
import org.godwit.protocol.module.IqDispatcher;

/**
 * What an owner acts on.
 *
 * @param bus where it sends
 * @param store where rooms are kept
 * @param domains which domains are served
 * @param service answers requests to the service itself
 * @param secrets makes random text
 */
public record OwnerPorts(
    StanzaPublisher bus,
    RoomStore store,
    ServedDomains domains,
    IqDispatcher service,
    Supplier<String> secrets) {}
