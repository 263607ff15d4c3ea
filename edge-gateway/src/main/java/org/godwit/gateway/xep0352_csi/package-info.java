/** Client state indication (XEP-0352): what need not reach a client whose user does not look. */
@NullMarked
package org.godwit.gateway.xep0352_csi;

import org.jspecify.annotations.NullMarked;
