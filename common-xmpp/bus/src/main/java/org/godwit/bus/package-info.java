/**
 * Everything that knows Kafka. Entry: {@link org.godwit.bus.StanzaBus}; an offset is committed only
 * when every effect of its record is done.
 */
@NullMarked
package org.godwit.bus;

import org.jspecify.annotations.NullMarked;
