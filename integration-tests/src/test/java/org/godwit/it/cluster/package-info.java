/**
 * Clusters of processes for tests. Entry: {@link org.godwit.it.cluster.TestCluster}, on {@code
 * org.godwit.standalone.cluster}.
 */
@NullMarked
package org.godwit.it.cluster;

import org.jspecify.annotations.NullMarked;
