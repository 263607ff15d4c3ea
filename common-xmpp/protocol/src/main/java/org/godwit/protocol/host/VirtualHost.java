package org.godwit.protocol.host;

/**
 * A virtual host.
 *
 * @param name its domain, normalised
 * @param revision which state of it this is: another text for each change, of letters, digits, dots
 *     and hyphens
 * @param position where it stands among the hosts; the first is the default host
 * @param policy what it may do
 */
public record VirtualHost(String name, String revision, long position, HostPolicy policy) {}
