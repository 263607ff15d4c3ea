package org.godwit.muc.room;

import org.godwit.protocol.envelope.StreamRef;
import org.godwit.protocol.jid.Jid;
import org.godwit.protocol.xml.XmlElement;
import org.jspecify.annotations.Nullable;

/**
 * One session of an occupant.
 *
 * @param jid its full JID
 * @param stream the stream that it was last heard on; null where unknown
 * @param presence its last presence as the room passes it on: without addresses and without what
 *     only the room may say
 */
public record OccupantSession(Jid jid, @Nullable StreamRef stream, XmlElement presence) {}
