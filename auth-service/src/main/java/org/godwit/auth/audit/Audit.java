package org.godwit.auth.audit;

import java.util.LinkedHashMap;
import java.util.Map;
import org.godwit.admin.AdminAudit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Notes who changed what, and who was refused. Any thread; never blocks. */
public final class Audit implements AdminAudit {

  private static final Logger LOGGER = LoggerFactory.getLogger(Audit.class);
  private static final String WRITE = "org.godwit.auth.admin-write.v1";
  private static final String REFUSED = "org.godwit.auth.admin-refused.v1";

  private final AuditEvents events;

  /** Makes an audit whose events go to {@code events}. */
  public Audit(AuditEvents events) {
    this.events = events;
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
    Map<String, Object> data = new LinkedHashMap<>();
    data.put("admin", admin);
    data.put("method", method);
    data.put("path", path);
    data.put("status", status);
    events.emit(WRITE, admin, data);
  }

  @Override
  public void refused(String method, String path, @Nullable String address) {
    LOGGER
        .atWarn()
        .addKeyValue("method", method)
        .addKeyValue("path", path)
        .addKeyValue("address", address)
        .log("administration refused");
    Map<String, Object> data = new LinkedHashMap<>();
    data.put("method", method);
    data.put("path", path);
    data.put("address", address == null ? null : AddressText.truncated(address));
    events.emit(REFUSED, "", data);
  }
}
