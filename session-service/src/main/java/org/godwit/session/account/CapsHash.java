package org.godwit.session.account;

/**
 * What a resource's presence says of its capabilities (XEP-0115, section 4).
 *
 * @param node names the software
 * @param ver the verification string
 * @param hash name of the hash function, such as sha-1
 */
public record CapsHash(String node, String ver, String hash) {}
