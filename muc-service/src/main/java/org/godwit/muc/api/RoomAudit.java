package org.godwit.muc.api;

import io.micrometer.core.instrument.MeterRegistry;
import org.godwit.admin.AdminAudit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Notes in the log, and counts, who changed what of rooms, and who was refused. */
final class RoomAudit implements AdminAudit {

  private static final Logger LOGGER = LoggerFactory.getLogger(RoomAudit.class);

  private final MeterRegistry meters;

  RoomAudit(MeterRegistry meters) {
    this.meters = meters;
  }

  @Override
  public void written(String admin, String method, String path, int status) {
    LOGGER
        .atInfo()
        .addKeyValue("admin", admin)
        .addKeyValue("method", method)
        .addKeyValue("path", path)
        .addKeyValue("status", status)
        .log("administration");
    count("written");
  }

  @Override
  public void refused(String method, String path, @Nullable String address) {
    LOGGER
        .atWarn()
        .addKeyValue("method", method)
        .addKeyValue("path", path)
        .addKeyValue("address", address)
        .log("administration refused");
    count("refused");
  }

  private void count(String what) {
    meters.counter("xmpp.muc.administration", "outcome", what).increment();
  }
}
