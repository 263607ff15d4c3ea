/**
 * Bookmarks of rooms (XEP-0402), and their older forms (XEP-0048) in step with them. Entry: {@link
 * org.godwit.session.xep0402_bookmarks.BookmarksModule}.
 */
@NullMarked
package org.godwit.session.xep0402_bookmarks;

import org.jspecify.annotations.NullMarked;
