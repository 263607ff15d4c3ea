/**
 * Entity Capabilities (XEP-0115) of resources: what they ask to be notified of. Entry: {@link
 * org.godwit.session.xep0115_caps.KnownCapabilities}.
 */
@NullMarked
package org.godwit.session.xep0115_caps;

import org.jspecify.annotations.NullMarked;
