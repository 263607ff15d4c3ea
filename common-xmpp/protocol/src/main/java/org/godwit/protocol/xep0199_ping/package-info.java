/**
 * XMPP Ping (XEP-0199). Entry: {@link org.godwit.protocol.xep0199_ping.PingModule}; keeps no state.
 */
@NullMarked
package org.godwit.protocol.xep0199_ping;

import org.jspecify.annotations.NullMarked;
