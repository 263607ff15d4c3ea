/**
 * How a XEP is declared. Entry: {@link org.godwit.protocol.module.XepModule}; modules know no
 * transport and no framework.
 */
@NullMarked
package org.godwit.protocol.module;

import org.jspecify.annotations.NullMarked;
