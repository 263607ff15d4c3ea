package org.godwit.muc.room;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.godwit.protocol.jid.Jid;
import org.jspecify.annotations.Nullable;

/**
 * A room. Immutable; equality is identity in all but name, so it is never compared.
 *
 * @param jid its address
 * @param origin what never changes
 * @param locked whether it waits for its first configuration (XEP-0045, section 10.1)
 * @param config its configuration
 * @param subject its subject
 * @param avatar SHA-1 of the pictures in its vCard, in hexadecimal (XEP-0486)
 * @param members its affiliation lists, by bare JID
 * @param occupants who is in it, by nickname, in order of entry
 * @param history the latest messages, oldest first
 */
public record RoomState(
    Jid jid,
    Origin origin,
    boolean locked,
    RoomConfig config,
    Subject subject,
    List<String> avatar,
    Map<Jid, Member> members,
    Map<String, Occupant> occupants,
    List<ArchivedMessage> history) {

  /**
   * What never changes.
   *
   * @param createdAtMs when it was created, in milliseconds since 1970
   * @param creator who created it
   * @param secret keys the occupant ids (XEP-0421); never shown
   */
  public record Origin(long createdAtMs, Jid creator, String secret) {
    @Override
    public String toString() {
      return "Origin[" + createdAtMs + ']';
    }
  }

  /** Returns the affiliation of {@code user}'s account; its domain may be banned (9.2). */
  public Affiliation affiliation(Jid user) {
    Member member = members.get(user.bare());
    if (member == null && user.local() != null) {
      member = members.get(Jid.ofEnforced(null, user.domain(), null));
    }
    return member == null ? Affiliation.NONE : member.affiliation();
  }

  /** Returns the nickname that {@code user}'s account has reserved, or null. */
  public @Nullable String reservedNick(Jid user) {
    Member member = members.get(user.bare());
    return member == null ? null : member.nick();
  }

  /** Returns whose reserved nickname {@code nick} is, or null. */
  public @Nullable Jid reservedBy(String nick) {
    for (Map.Entry<Jid, Member> entry : members.entrySet()) {
      if (nick.equals(entry.getValue().nick())) {
        return entry.getKey();
      }
    }
    return null;
  }

  /** Returns the accounts with {@code affiliation}. */
  public List<Jid> withAffiliation(Affiliation affiliation) {
    List<Jid> users = new ArrayList<>();
    members.forEach((user, member) -> {
      if (member.affiliation() == affiliation) {
        users.add(user);
      }
    });
    return users;
  }

  /** Returns the occupant that has the session {@code jid}, or null. */
  public @Nullable Occupant occupantOf(Jid jid) {
    for (Occupant occupant : occupants.values()) {
      if (occupant.session(jid) != null) {
        return occupant;
      }
    }
    return null;
  }

  /** Returns the occupants of {@code user}'s account, or of its domain where it has no account. */
  public List<Occupant> occupantsOf(Jid user) {
    Jid bare = user.bare();
    boolean all = user.local() == null;
    return occupants.values().stream()
        .filter(each -> all ? each.user().domain().equals(user.domain()) : each.user().equals(bare))
        .toList();
  }

  /** Returns the role that {@code user} has on entry (XEP-0045, section 5.1.2). */
  public Role entryRole(Jid user) {
    return entryRole(affiliation(user), config);
  }

  /** Returns the role on entry with {@code affiliation} under {@code config}. */
  public static Role entryRole(Affiliation affiliation, RoomConfig config) {
    return switch (affiliation) {
      case OWNER, ADMIN -> Role.MODERATOR;
      case MEMBER -> Role.PARTICIPANT;
      case NONE -> config.is(ConfigField.MODERATED) ? Role.VISITOR : Role.PARTICIPANT;
      case OUTCAST -> Role.NONE;
    };
  }

  /** Returns the name that clients show. */
  public String displayName() {
    String name = config.text(ConfigField.ROOM_NAME);
    String local = jid.local();
    return name.isEmpty() && local != null ? local : name;
  }

  /** Tells whether the occupant of {@code role} sees real JIDs. */
  public boolean showsJidsTo(Role role) {
    return config.isNonAnonymous() || role == Role.MODERATOR;
  }

  /** Returns this with {@code occupant} in place of the one with its nickname, or added. */
  public RoomState with(Occupant occupant) {
    Map<String, Occupant> changed = new LinkedHashMap<>(occupants);
    changed.put(occupant.nick(), occupant);
    return withOccupants(changed);
  }

  /** Returns this with {@code occupant} in place of the one called {@code nick}. */
  public RoomState renamed(String nick, Occupant occupant) {
    Map<String, Occupant> changed = new LinkedHashMap<>(occupants);
    changed.remove(nick);
    changed.put(occupant.nick(), occupant);
    return withOccupants(changed);
  }

  /** Returns this without the occupant called {@code nick}. */
  public RoomState without(String nick) {
    Map<String, Occupant> changed = new LinkedHashMap<>(occupants);
    changed.remove(nick);
    return withOccupants(changed);
  }

  /** Returns this with other occupants, which are not copied. */
  public RoomState withOccupants(Map<String, Occupant> other) {
    return new RoomState(
        jid,
        origin,
        locked,
        config,
        subject,
        avatar,
        members,
        Collections.unmodifiableMap(other),
        history);
  }

  /** Returns this with {@code member} on the lists for {@code user}; null takes it off. */
  public RoomState with(Jid user, @Nullable Member member) {
    Map<Jid, Member> changed = new LinkedHashMap<>(members);
    if (member == null) {
      changed.remove(user);
    } else {
      changed.put(user, member);
    }
    return new RoomState(
        jid,
        origin,
        locked,
        config,
        subject,
        avatar,
        Collections.unmodifiableMap(changed),
        occupants,
        history);
  }

  /** Returns this with another configuration, unlocked. */
  public RoomState configured(RoomConfig other) {
    return new RoomState(jid, origin, false, other, subject, avatar, members, occupants, history);
  }

  /** Returns this with another subject. */
  public RoomState with(Subject other) {
    return new RoomState(jid, origin, locked, config, other, avatar, members, occupants, history);
  }

  /** Returns this with the vCard's pictures, SHA-1 of each. */
  public RoomState withAvatar(List<String> hashes) {
    return new RoomState(
        jid, origin, locked, config, subject, List.copyOf(hashes), members, occupants, history);
  }

  /** Returns this with {@code message} as the latest of at most {@code max}. */
  public RoomState with(ArchivedMessage message, int max) {
    List<ArchivedMessage> changed = new ArrayList<>(Math.min(history.size() + 1, max + 1));
    int from = Math.max(0, history.size() + 1 - max);
    for (int i = from; i < history.size(); i++) {
      changed.add(history.get(i));
    }
    if (max > 0) {
      changed.add(message);
    }
    return withHistory(changed);
  }

  /** Returns this with another history, which is not copied. */
  public RoomState withHistory(List<ArchivedMessage> other) {
    return new RoomState(
        jid,
        origin,
        locked,
        config,
        subject,
        avatar,
        members,
        occupants,
        Collections.unmodifiableList(other));
  }

  @Override
  public String toString() {
    return "RoomState[" + jid + ']';
  }
}
