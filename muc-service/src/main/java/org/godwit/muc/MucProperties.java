package org.godwit.muc;

import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import java.time.Duration;
import org.godwit.muc.owner.OwnerSettings;
import org.godwit.muc.room.RoomLimits;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;
import org.springframework.validation.annotation.Validated;

/**
 * Settings of muc-service.
 *
 * @param threads how many threads read the partitions of topic {@code muc}, 1 to 64, default 1.
 *     More of them use more cores, as long as this instance owns more partitions than that; fewer
 *     save wake-ups
 * @param creation whether users may create rooms by entering them, default true
 * @param roomsMax rooms of one partition that are in memory before no more are created, 1 to
 *     10000000, default 100000. Each costs some kilobytes
 * @param roomsCachedMax rooms of one partition that stay in memory; those without occupants give
 *     way, 1 to 10000000, default 10000. More of them save reads of the database
 * @param occupantsMax occupants of a room, 1 to 100000, default 5000. A room may set less
 * @param sessionsMax clients of one user under one nickname, 1 to 1000, default 20
 * @param historyMax messages that a room keeps at hand for those who enter, 0 to 1000, default 100.
 *     A room may send fewer. Each costs the bytes of the message
 * @param nickCharsMax characters of a nickname, 1 to 1023, default 256
 * @param textCharsMax characters of a room's name, description, subject or password, 1 to 100000,
 *     default 4096
 * @param affiliationsMax owners, admins, members and banned users of a room, 1 to 1000000, default
 *     20000
 * @param itemsMax items of one request about roles and affiliations, messages of a page of the
 *     archive, and rooms of a page of the list, 1 to 10000, default 100
 * @param vcardSizeMax how large a room's vCard may be, picture included, 1 KB to 10 MB, default 256
 *     KB. It must fit into a stanza, too
 * @param archiveKept how long messages stay in archives and history, at least 1 h; 0 s, the
 *     default, for ever. Older ones are deleted in steps
 * @param streamsMax sending streams per partition whose last stanza is remembered, so that what a
 *     resumed client sends again is dropped, 1 to 10000000, default 100000
 * @param receiversMax occupants that one record on the bus is for at most, 1 to 100000, default
 *     1000. More of them make a stanza to a large room cheaper, and its record, which must stay
 *     below {@code xmpp.bus.max-record}, longer by each address
 */
@Validated
@ConfigurationProperties("xmpp.muc")
record MucProperties(
    @DefaultValue("1")
        @Min(value = 1, message = "must be from 1 to 64")
        @Max(value = 64, message = "must be from 1 to 64")
        int threads,
    @DefaultValue("true") boolean creation,
    @DefaultValue("100000")
        @Min(value = 1, message = "must be from 1 to 10000000")
        @Max(value = 10_000_000, message = "must be from 1 to 10000000")
        int roomsMax,
    @DefaultValue("10000")
        @Min(value = 1, message = "must be from 1 to 10000000")
        @Max(value = 10_000_000, message = "must be from 1 to 10000000")
        int roomsCachedMax,
    @DefaultValue("5000")
        @Min(value = 1, message = "must be from 1 to 100000")
        @Max(value = 100_000, message = "must be from 1 to 100000")
        int occupantsMax,
    @DefaultValue("20")
        @Min(value = 1, message = "must be from 1 to 1000")
        @Max(value = 1000, message = "must be from 1 to 1000")
        int sessionsMax,
    @DefaultValue("100")
        @Min(value = 0, message = "must be from 0 to 1000")
        @Max(value = 1000, message = "must be from 0 to 1000")
        int historyMax,
    @DefaultValue("256")
        @Min(value = 1, message = "must be from 1 to 1023")
        @Max(value = 1023, message = "must be from 1 to 1023")
        int nickCharsMax,
    @DefaultValue("4096")
        @Min(value = 1, message = "must be from 1 to 100000")
        @Max(value = 100_000, message = "must be from 1 to 100000")
        int textCharsMax,
    @DefaultValue("20000")
        @Min(value = 1, message = "must be from 1 to 1000000")
        @Max(value = 1_000_000, message = "must be from 1 to 1000000")
        int affiliationsMax,
    @DefaultValue("100")
        @Min(value = 1, message = "must be from 1 to 10000")
        @Max(value = 10_000, message = "must be from 1 to 10000")
        int itemsMax,
    @DefaultValue("256KB") DataSize vcardSizeMax,
    @DefaultValue("0s") Duration archiveKept,
    @DefaultValue("100000")
        @Min(value = 1, message = "must be from 1 to 10000000")
        @Max(value = 10_000_000, message = "must be from 1 to 10000000")
        int streamsMax,
    @DefaultValue("1000")
        @Min(value = 1, message = "must be from 1 to 100000")
        @Max(value = 100_000, message = "must be from 1 to 100000")
        int receiversMax) {

  /** Refuses a size or time out of range. */
  MucProperties {
    if (vcardSizeMax.toBytes() < 1024 || vcardSizeMax.toBytes() > 10 * 1024 * 1024) {
      throw new IllegalArgumentException(
          "xmpp.muc.vcard-size-max is " + vcardSizeMax + ": must be from 1 KB to 10 MB");
    }
    if (!archiveKept.isZero() && archiveKept.compareTo(Duration.ofHours(1)) < 0) {
      throw new IllegalArgumentException(
          "xmpp.muc.archive-kept is " + archiveKept + ": must be 0 s or at least 1 h");
    }
  }

  /** Returns what each owner keeps to. */
  OwnerSettings ownerSettings() {
    return new OwnerSettings(limits(), roomsMax, roomsCachedMax, streamsMax, receiversMax);
  }

  private RoomLimits limits() {
    return new RoomLimits(
        occupantsMax,
        sessionsMax,
        historyMax,
        nickCharsMax,
        textCharsMax,
        affiliationsMax,
        itemsMax,
        (int) vcardSizeMax.toBytes(),
        archiveKept.toMillis(),
        creation);
  }
}
