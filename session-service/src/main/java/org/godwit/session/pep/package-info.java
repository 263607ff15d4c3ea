/** Nodes, items and capabilities in the database. Entry: PepConfiguration. */
@NullMarked
package org.godwit.session.pep;

import org.jspecify.annotations.NullMarked;
