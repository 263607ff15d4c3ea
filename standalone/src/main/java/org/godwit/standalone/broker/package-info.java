/**
 * The Kafka broker of one machine. Entry: {@link org.godwit.standalone.broker.KraftBroker}; it
 * listens on loopback only.
 */
@NullMarked
package org.godwit.standalone.broker;

import org.jspecify.annotations.NullMarked;
