package org.godwit.session.export;

import java.nio.charset.StandardCharsets;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;
import org.godwit.protocol.jid.Jid;
import org.godwit.protocol.xml.XmlWriter;
import org.springframework.http.CacheControl;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** An account's data, for auth-service, which knows whether there is such an account. */
@RestController
@RequestMapping("/internal/v1/account-data/{account}")
class AccountDataController {

  private static final MediaType XML =
      new MediaType(MediaType.APPLICATION_XML, StandardCharsets.UTF_8);

  private final AccountData data;

  AccountDataController(AccountData data) {
    this.data = data;
  }

  /** Returns the {@code <user/>} of XEP-0227. */
  @GetMapping
  CompletionStage<ResponseEntity<Object>> export(@PathVariable String account) {
    return of(
        account,
        jid ->
            data.export(jid)
                .thenApply(user ->
                    ResponseEntity.ok()
                        .cacheControl(CacheControl.noStore())
                        .contentType(XML)
                        .body(XmlWriter.toText(user))));
  }

  /** Returns how many rows there are of each kind. */
  @GetMapping("/counts")
  CompletionStage<ResponseEntity<Object>> count(@PathVariable String account) {
    return of(account, jid -> data.count(jid).thenApply(ResponseEntity::ok));
  }

  private static CompletionStage<ResponseEntity<Object>> of(
      String text, Function<Jid, CompletionStage<ResponseEntity<Object>>> work) {
    Jid jid = Jid.parse(text);
    return jid == null || jid.local() == null || !jid.isBare()
        ? CompletableFuture.completedFuture(ResponseEntity.badRequest().build())
        : work.apply(jid);
  }
}
