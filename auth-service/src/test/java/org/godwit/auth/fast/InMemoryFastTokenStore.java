package org.godwit.auth.fast;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import org.godwit.protocol.jid.Jid;

/** Tokens in a map; passes the contract. */
public final class InMemoryFastTokenStore implements FastTokenStore {

  private record Client(Jid account, String agentId) {}

  private final Predicate<Jid> accounts;
  private final Map<Client, Map<FastToken.Slot, FastToken>> tokens = new HashMap<>();

  /** Makes a store; {@code accounts} tells which there are. */
  public InMemoryFastTokenStore(Predicate<Jid> accounts) {
    this.accounts = accounts;
  }

  @Override
  public synchronized List<FastToken> find(Jid account, String agentId) {
    Map<FastToken.Slot, FastToken> slots =
        tokens.getOrDefault(new Client(account, agentId), Map.of());
    List<FastToken> found = new ArrayList<>();
    for (FastToken.Slot slot : FastToken.Slot.values()) {
      if (slots.containsKey(slot)) {
        found.add(slots.get(slot));
      }
    }
    return found;
  }

  @Override
  public synchronized boolean put(Jid account, String agentId, FastToken token, int clientsMax) {
    if (!accounts.test(account)) {
      return false;
    }
    tokens
        .computeIfAbsent(new Client(account, agentId), client -> new HashMap<>())
        .put(token.slot(), token);
    tokens.keySet().stream()
        .filter(client -> client.account().equals(account))
        .sorted(Comparator.comparing(this::latest).reversed().thenComparing(Client::agentId))
        .skip(clientsMax)
        .toList()
        .forEach(tokens::remove);
    return true;
  }

  private Instant latest(Client client) {
    return tokens.getOrDefault(client, Map.of()).values().stream()
        .map(FastToken::issued)
        .max(Comparator.naturalOrder())
        .orElseThrow();
  }

  @Override
  public synchronized void promote(Jid account, String agentId, byte[] salt) {
    Map<FastToken.Slot, FastToken> slots = tokens.get(new Client(account, agentId));
    if (slots == null) {
      return;
    }
    FastToken used = slots.get(FastToken.Slot.NEW);
    if (used != null && Arrays.equals(used.salt(), salt)) {
      slots.remove(FastToken.Slot.NEW);
      slots.put(
          FastToken.Slot.CURRENT,
          new FastToken(
              FastToken.Slot.CURRENT,
              used.mechanism(),
              used.salt(),
              used.hash(),
              used.issued(),
              used.expiry()));
    }
  }

  @Override
  public synchronized void remove(Jid account, String agentId) {
    tokens.remove(new Client(account, agentId));
  }

  private int forget(Client client) {
    Map<FastToken.Slot, FastToken> slots = tokens.remove(client);
    return slots == null ? 0 : slots.size();
  }

  @Override
  public synchronized int removeAll(Jid account) {
    List<Client> gone =
        tokens.keySet().stream().filter(client -> client.account().equals(account)).toList();
    return gone.stream().mapToInt(this::forget).sum();
  }
}
