package org.godwit.protocol.xml;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;

/** Feeds a reader bytes in pieces of chosen sizes and writes down what comes out. */
final class WireSplitter {

  private WireSplitter() {}

  /** Reads {@code bytes} as a whole. */
  static List<String> whole(byte[] bytes, XmlLimits limits) {
    return read(bytes, limits, new XmlParserPool(), new int[0]);
  }

  /** Reads {@code bytes} cut at the given indexes, in ascending order. */
  static List<String> read(byte[] bytes, XmlLimits limits, XmlParserPool pool, int... cuts) {
    XmlStreamReader reader = new XmlStreamReader(limits, pool);
    List<String> log = new ArrayList<>();
    int from = 0;
    for (int i = 0; i <= cuts.length; i++) {
      int to = i < cuts.length ? cuts[i] : bytes.length;
      byte[] piece = Arrays.copyOfRange(bytes, from, to);
      reader.feed(piece, 0, piece.length);
      drain(reader, log);
      from = to;
    }
    return log;
  }

  /** Reads {@code bytes} one at a time. */
  static List<String> bytewise(byte[] bytes, XmlLimits limits) {
    int[] cuts = new int[Math.max(0, bytes.length - 1)];
    Arrays.setAll(cuts, i -> i + 1);
    return read(bytes, limits, new XmlParserPool(), cuts);
  }

  /** Reads {@code bytes} cut at up to {@code count} random places. */
  static List<String> randomly(byte[] bytes, XmlLimits limits, XmlParserPool pool, Random random) {
    int count = random.nextInt(6);
    int[] cuts = random.ints(count, 0, bytes.length + 1).sorted().toArray();
    return read(bytes, limits, pool, cuts);
  }

  static void drain(XmlStreamReader reader, List<String> log) {
    for (XmlStreamEvent event = reader.next(); event != null; event = reader.next()) {
      log.add(describe(event));
    }
  }

  /** Returns all that an event says, so that two events can be compared. */
  static String describe(XmlStreamEvent event) {
    return switch (event) {
      case XmlStreamEvent.FrameRead read -> describe(read.frame());
      case XmlStreamEvent.StreamOpened opened ->
          "opened " + opened.name() + ' ' + opened.attributes() + ' ' + sorted(opened);
      case XmlStreamEvent.StreamEnded _ -> "ended";
      case XmlStreamEvent.Rejected rejected -> "rejected " + rejected.condition().element();
    };
  }

  private static String sorted(XmlStreamEvent.StreamOpened opened) {
    return new java.util.TreeMap<>(opened.namespaces()).toString();
  }

  private static String describe(XmlFrame frame) {
    return "frame "
        + frame.name()
        + ' '
        + frame.attributes()
        + ' '
        + frame.payloads()
        + ' '
        + frame.contentStart()
        + '-'
        + frame.contentEnd()
        + ' '
        + new String(frame.bytes(), StandardCharsets.UTF_8);
  }
}
