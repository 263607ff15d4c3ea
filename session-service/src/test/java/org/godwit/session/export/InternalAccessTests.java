package org.godwit.session.export;

import static org.assertj.core.api.Assertions.assertThat;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.springframework.mock.web.MockFilterChain;
import org.springframework.mock.web.MockHttpServletRequest;
import org.springframework.mock.web.MockHttpServletResponse;

/** Who may read what is kept of an account. */
class InternalAccessTests {

  private static int status(@Nullable String token, String address, @Nullable String authorization)
      throws Exception {
    MockHttpServletRequest request = new MockHttpServletRequest("GET", "/internal/v1/x");
    request.setRemoteAddr(address);
    if (authorization != null) {
      request.addHeader("Authorization", authorization);
    }
    MockHttpServletResponse response = new MockHttpServletResponse();
    new InternalAccess(token).doFilter(request, response, new MockFilterChain());
    return response.getStatus();
  }

  @Test
  void withoutATokenOnlyThisMachineIsAnswered() throws Exception {
    assertThat(status(null, "127.0.0.1", null)).isEqualTo(200);
    assertThat(status(null, "::1", null)).isEqualTo(200);
    assertThat(status(null, "192.0.2.1", null)).isEqualTo(403);
  }

  @Test
  void withATokenOnlyWhoShowsItIsAnswered() throws Exception {
    assertThat(status("token-of-16-chars", "192.0.2.1", "Bearer token-of-16-chars")).isEqualTo(200);
    assertThat(status("token-of-16-chars", "127.0.0.1", null)).isEqualTo(401);
    assertThat(status("token-of-16-chars", "192.0.2.1", "Bearer token-of-16-char")).isEqualTo(401);
  }
}
