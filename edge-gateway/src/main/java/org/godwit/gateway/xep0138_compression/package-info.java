/**
 * Stream compression (XEP-0138 v2.1): rules and limits. The codec stands in the gateway's pipeline.
 */
@NullMarked
package org.godwit.gateway.xep0138_compression;

import org.jspecify.annotations.NullMarked;
