/**
 * The Kafka brokers of one machine. Entry: {@link org.godwit.standalone.broker.KraftBroker}, and
 * {@link org.godwit.standalone.broker.BrokerApplication} for one in a process of its own.
 */
@NullMarked
package org.godwit.standalone.broker;

import org.jspecify.annotations.NullMarked;
