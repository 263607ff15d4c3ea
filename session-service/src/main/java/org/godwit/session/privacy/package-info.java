/**
 * Who is shut out: privacy lists (XEP-0016 v1.7) and the block list (XEP-0191 v1.3), which is the
 * plain part of the default list, with one rule for both. Entry: {@link
 * org.godwit.session.privacy.Privacy} and {@link org.godwit.session.privacy.FilterRules}.
 */
@NullMarked
package org.godwit.session.privacy;

import org.jspecify.annotations.NullMarked;
