package org.godwit.standalone.cluster;

import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;

/** How a process is asked whether it is ready. A process that is stopped for a while never is. */
public enum Probe {
  /** {@code GET /actuator/health/readiness} is answered with 200. */
  READINESS {
    @Override
    boolean answers(Socket socket) throws IOException {
      socket
          .getOutputStream()
          .write(
              "GET /actuator/health/readiness HTTP/1.0\r\nHost: localhost\r\n\r\n"
                  .getBytes(StandardCharsets.US_ASCII));
      byte[] status = socket.getInputStream().readNBytes("HTTP/1.1 200".length());
      return new String(status, StandardCharsets.US_ASCII).endsWith(" 200");
    }
  },
  /** An ApiVersions request, version 0, is answered: the broker serves clients. */
  KAFKA {
    @Override
    boolean answers(Socket socket) throws IOException {
      ByteArrayOutputStream request = new ByteArrayOutputStream();
      DataOutputStream out = new DataOutputStream(request);
      out.writeInt(10);
      out.writeShort(18);
      out.writeShort(0);
      out.writeInt(CORRELATION);
      out.writeShort(-1);
      socket.getOutputStream().write(request.toByteArray());
      DataInputStream in = new DataInputStream(socket.getInputStream());
      in.readInt();
      return in.readInt() == CORRELATION && in.readShort() == 0;
    }
  },
  /** The server greets with version 10 of its protocol; an error packet has another number. */
  MARIADB {
    @Override
    boolean answers(Socket socket) throws IOException {
      byte[] greeting = socket.getInputStream().readNBytes(5);
      return greeting.length == 5 && greeting[4] == 10;
    }
  };

  private static final int CORRELATION = 1;

  /** Asks once; false also where nobody answers in time. Blocks at most twice {@code limit}. */
  public boolean isReady(InetSocketAddress address, Duration limit) {
    int millis = Math.toIntExact(limit.toMillis());
    try (Socket socket = new Socket()) {
      socket.connect(address, millis);
      socket.setSoTimeout(millis);
      return answers(socket);
    } catch (IOException e) {
      return false;
    }
  }

  abstract boolean answers(Socket socket) throws IOException;
}
