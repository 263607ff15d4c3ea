/**
 * How web clients find the other listeners (XEP-0156). Entry class: {@link
 * org.godwit.gateway.hostmeta.HostMetaRules}. Pure.
 */
@NullMarked
package org.godwit.gateway.hostmeta;

import org.jspecify.annotations.NullMarked;
