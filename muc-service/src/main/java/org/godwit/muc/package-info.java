/**
 * The owner of rooms. Entry: {@link org.godwit.muc.MucServiceApplication}; {@link
 * org.godwit.muc.RoomAnswers} decides, {@link org.godwit.muc.RoomsOwner} acts. A stanza is answered
 * on the topic of the gateway that holds its sender's stream, and an error is never answered.
 */
@NullMarked
package org.godwit.muc;

import org.jspecify.annotations.NullMarked;
