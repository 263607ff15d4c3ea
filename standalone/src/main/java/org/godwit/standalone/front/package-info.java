/**
 * The one HTTP port of standalone: the health of all services, and their REST interfaces under one
 * address. Entry: {@link org.godwit.standalone.front.FrontApplication}; it decides nothing.
 */
@NullMarked
package org.godwit.standalone.front;

import org.jspecify.annotations.NullMarked;
