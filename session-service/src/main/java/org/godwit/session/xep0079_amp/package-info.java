/**
 * Advanced Message Processing (XEP-0079) in service discovery. Entry: {@link
 * org.godwit.session.xep0079_amp.AmpModule}.
 */
@NullMarked
package org.godwit.session.xep0079_amp;

import org.jspecify.annotations.NullMarked;
