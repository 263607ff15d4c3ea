/**
 * The owner of official-account channels. Entry: {@link
 * org.godwit.channel.ChannelMsgServiceApplication}; {@link org.godwit.channel.ChannelAnswers}
 * decides, {@link org.godwit.channel.ChannelsOwner} acts. A stanza is answered on the topic of the
 * gateway that holds its sender's stream, and an error is never answered.
 */
@NullMarked
package org.godwit.channel;

import org.jspecify.annotations.NullMarked;
