package org.godwit.gateway.throttle;

/**
 * Who is let in: how fast connections may come at each port, and how many streams each address may
 * have, over all listeners. Any thread.
 *
 * @param rates how fast, by port
 * @param addresses how many, by address
 */
public record Admission(ConnectionRates rates, AddressCounts addresses) {
  /** Returns the gate of {@code port}, which all its event loops share. */
  public ConnectionGate gate(int port) {
    return rates.gate(port);
  }
}
