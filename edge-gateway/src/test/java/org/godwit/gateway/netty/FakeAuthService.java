package org.godwit.gateway.netty;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.BooleanSupplier;
import org.godwit.gateway.auth.AuthService;
import org.godwit.gateway.auth.DomainPolicy;
import org.godwit.gateway.auth.InviteToken;
import org.godwit.gateway.auth.Registration;
import org.godwit.gateway.auth.RegistrationAnswer;
import org.godwit.gateway.auth.SaslAnswer;
import org.godwit.gateway.auth.SaslStep;
import org.godwit.protocol.jid.Jid;
import org.godwit.protocol.stanza.StanzaError;
import org.godwit.protocol.stanza.StanzaErrorCondition;
import org.jspecify.annotations.Nullable;

/** Auth-service with accounts in a map; SCRAM is a dance of one challenge that always succeeds. */
final class FakeAuthService implements AuthService {
  final Map<String, String> passwords = new HashMap<>(Map.of("alice", "pw", "bob", "pw"));
  final List<SaslStep> steps = new CopyOnWriteArrayList<>();
  final List<BooleanSupplier> wanted = new CopyOnWriteArrayList<>();
  DomainPolicy policy = new DomainPolicy(true, true, List.of("SCRAM-SHA-1", "PLAIN"), false);

  @Override
  public CompletionStage<SaslAnswer> step(SaslStep step, BooleanSupplier isWanted) {
    steps.add(step);
    wanted.add(isWanted);
    return CompletableFuture.completedFuture(answer(step));
  }

  private SaslAnswer answer(SaslStep step) {
    if (step.mechanism().startsWith("SCRAM-")) {
      return step.state() == null
          ? new SaslAnswer.Challenge(base64("challenge"), "sealed")
          : new SaslAnswer.Success(
              base64("v=ok"), Jid.of("alice@" + step.domain()), tokenFor(step));
    }
    if (step.mechanism().equals("EXTERNAL")) {
      return new SaslAnswer.Success(
          null, Jid.of(step.channel().certificateNames().getFirst()), null);
    }
    String data = step.data() == null ? "" : step.data();
    String[] parts =
        new String(Base64.getDecoder().decode(data), StandardCharsets.UTF_8).split("\0", -1);
    boolean known = parts.length == 3 && parts[2].equals(passwords.get(parts[1]));
    return known
        ? new SaslAnswer.Success(null, Jid.of(parts[1] + '@' + step.domain()), tokenFor(step))
        : new SaslAnswer.Failure("not-authorized", null);
  }

  private static SaslAnswer.@Nullable Token tokenFor(SaslStep step) {
    return step.token() == null || step.token().requested() == null
        ? null
        : new SaslAnswer.Token("t0k3n", "2030-01-01T00:00:00Z");
  }

  @Override
  public CompletionStage<RegistrationAnswer> register(Registration registration) {
    boolean free = passwords.putIfAbsent(registration.username(), registration.password()) == null;
    return CompletableFuture.completedFuture(
        free
            ? new RegistrationAnswer.Registered()
            : new RegistrationAnswer.Refused(StanzaError.of(StanzaErrorCondition.CONFLICT)));
  }

  @Override
  public CompletionStage<RegistrationAnswer> checkInvite(String host, InviteToken invite) {
    return CompletableFuture.completedFuture(
        invite.text().equals("good")
            ? new RegistrationAnswer.Invited()
            : new RegistrationAnswer.Refused(StanzaError.of(StanzaErrorCondition.ITEM_NOT_FOUND)));
  }

  @Override
  public CompletionStage<DomainPolicy> domain(String host) {
    return CompletableFuture.completedFuture(policy);
  }

  static String base64(String text) {
    return Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8));
  }
}
