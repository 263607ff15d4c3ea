/**
 * Service Discovery (XEP-0030). Entry: {@link org.godwit.protocol.xep0030_disco.DiscoModule};
 * answers come from what the modules declare.
 */
@NullMarked
package org.godwit.protocol.xep0030_disco;

import org.jspecify.annotations.NullMarked;
