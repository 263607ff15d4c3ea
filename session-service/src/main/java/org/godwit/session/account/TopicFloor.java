package org.godwit.session.account;

/**
 * How far a stream had come in the topic of a gateway that it has left: what returns from there
 * once more is known already.
 *
 * @param gateway id of the gateway
 * @param offset the last offset that was acknowledged or came back
 */
record TopicFloor(String gateway, long offset) {}
