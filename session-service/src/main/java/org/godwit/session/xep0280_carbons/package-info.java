/**
 * Message Carbons (XEP-0280): the requests. Entry: {@link
 * org.godwit.session.xep0280_carbons.CarbonsModule}; copies are made by the account's owner.
 */
@NullMarked
package org.godwit.session.xep0280_carbons;

import org.jspecify.annotations.NullMarked;
