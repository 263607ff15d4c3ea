/** Rules that the repository as a whole keeps. */
@NullMarked
package org.godwit.it.repository;

import org.jspecify.annotations.NullMarked;
