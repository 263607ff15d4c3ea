/**
 * A real broker for tests; who uses it brings spring-kafka-test. Entry: {@link
 * org.godwit.testkit.kafka.TestBroker}.
 */
@NullMarked
package org.godwit.testkit.kafka;

import org.jspecify.annotations.NullMarked;
