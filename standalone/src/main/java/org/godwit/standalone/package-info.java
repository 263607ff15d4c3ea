/**
 * All services, a Kafka broker and a database in one JVM. Entry: {@link
 * org.godwit.standalone.StandaloneApplication}, which reads the environment; {@link
 * org.godwit.standalone.Standalone} does the work. Each service runs in its own Spring context with
 * the configuration classes it has when deployed alone; nothing here knows a stanza.
 */
@NullMarked
package org.godwit.standalone;

import org.jspecify.annotations.NullMarked;
