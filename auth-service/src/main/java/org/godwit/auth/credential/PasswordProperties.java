package org.godwit.auth.credential;

import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import java.util.Map;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * How passwords are taken and hashed.
 *
 * @param iterations rounds of Hi() for passwords set from now on, and for those of accounts that
 *     log in with PLAIN and have fewer; 4096 (the least that RFC 5802 allows) to 1,000,000; default
 *     10000. More makes a stolen database slower to attack, and each PLAIN login and each client's
 *     SCRAM login dearer: 10000 cost about 5 to 10 ms of CPU.
 * @param hostIterations key {@code host-iterations.<domain>}: the same for one virtual host, 4096
 *     to 1,000,000; default none
 * @param lengthMin the shortest password that may be set, in characters; 1 to 1024; default 1
 * @param lengthMax the longest password that may be set, in characters; 1 to 1024; default 256
 * @param hashThreads threads that hash at the same time; 0 to 256; default 0, one per processor.
 *     Fewer leaves more of the machine to SCRAM logins when many clients use PLAIN.
 * @param hashQueue hashes that may wait for a thread; 1 to 100,000; default 1000. Beyond it a login
 *     gets {@code temporary-auth-failure}; more keeps clients waiting longer instead.
 */
@ConfigurationProperties("xmpp.auth.password")
@Validated
public record PasswordProperties(
    @DefaultValue("10000") @Min(4096) @Max(1_000_000) int iterations,
    @DefaultValue Map<String, @Min(4096) @Max(1_000_000) Integer> hostIterations,
    @DefaultValue("1") @Min(1) @Max(1024) int lengthMin,
    @DefaultValue("256") @Min(1) @Max(1024) int lengthMax,
    @DefaultValue("0") @Min(0) @Max(256) int hashThreads,
    @DefaultValue("1000") @Min(1) @Max(100_000) int hashQueue) {

  /** Returns the rounds of Hi() for passwords that are set at {@code domain} from now on. */
  public int iterationsAt(String domain) {
    return hostIterations.getOrDefault(domain, iterations);
  }

  /** Refuses a shortest length above the longest. */
  public PasswordProperties {
    hostIterations = Map.copyOf(hostIterations);
    if (lengthMin > lengthMax) {
      throw new IllegalArgumentException(
          "xmpp.auth.password.length-min is "
              + lengthMin
              + ": at most xmpp.auth.password.length-max ("
              + lengthMax
              + ") is allowed.");
    }
  }
}
