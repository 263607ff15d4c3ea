/**
 * Every part of an installation as a process of its own, on one machine, without containers.
 *
 * <p>Entry: {@link org.godwit.standalone.cluster.ClusterApplication} for the command line, {@link
 * org.godwit.standalone.cluster.Cluster} for tests. {@link
 * org.godwit.standalone.cluster.ClusterPlan} says what runs with which settings and is pure; what
 * runs is written down in the cluster's folder, so that any later process can look at it and stop
 * it.
 */
@NullMarked
package org.godwit.standalone.cluster;

import org.jspecify.annotations.NullMarked;
