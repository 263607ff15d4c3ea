package org.godwit.standalone.cluster;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.godwit.standalone.Service;
import org.godwit.standalone.broker.BrokerNode;
import org.godwit.standalone.broker.BrokerProperties;
import org.godwit.standalone.cluster.ProcessSpec.Health;
import org.godwit.standalone.cluster.ProcessSpec.Tier;

/**
 * Which processes a cluster has, how each is started and what it waits for. Starts nothing.
 *
 * <pre>
 *   kafka-1 .. -3 --+--> session-1, gateway-1, session-2, muc-1, channel-1 --> gateway-2
 *   mariadb --------+--> auth-1, auth-2
 * </pre>
 */
final class ClusterPlan {

  /** The name of the database's process. */
  static final String DATABASE = "mariadb";

  private static final String LOOPBACK = "127.0.0.1";
  private static final int BROKER_HEAP = 256;

  private final ClusterSettings settings;
  private final Path java;
  private final ServiceSettings services;
  private final List<BrokerNode> nodes = new ArrayList<>();

  /**
   * Takes the settings.
   *
   * @param java the program that runs jars
   */
  ClusterPlan(ClusterSettings settings, Path java) {
    this.settings = settings;
    this.java = java;
    ClusterPorts ports = settings.ports();
    for (int node = 1; node <= settings.size().brokers(); node++) {
      nodes.add(new BrokerNode(node, LOOPBACK, ports.broker(node), ports.controller(node)));
    }
    this.services = new ServiceSettings(settings, bootstrapServers());
  }

  /** Returns where Kafka's clients find it. */
  String bootstrapServers() {
    return nodes.stream().map(BrokerNode::address).collect(Collectors.joining(","));
  }

  /** Returns the id that the Kafka nodes write into their folders. */
  String clusterId() {
    return "godwit-" + settings.size().brokers();
  }

  /** Returns all processes, those that others wait for first. */
  List<ProcessSpec> processes() {
    List<ProcessSpec> processes = new ArrayList<>();
    nodes.forEach(node -> processes.add(broker(node)));
    processes.add(database());
    for (int instance = 1; instance <= settings.size().gateways(); instance++) {
      addInstance(processes, Service.AUTH, instance);
      addInstance(processes, Service.SESSION, instance);
      addInstance(processes, Service.GATEWAY, instance);
    }
    for (Service service : Service.values()) {
      for (int instance = 1; instance <= settings.size().of(service); instance++) {
        ProcessSpec process = service(service, instance);
        if (processes.stream().noneMatch(other -> other.name().equals(process.name()))) {
          processes.add(process);
        }
      }
    }
    return processes;
  }

  private void addInstance(List<ProcessSpec> processes, Service service, int instance) {
    if (instance <= settings.size().of(service)) {
      processes.add(service(service, instance));
    }
  }

  /** Returns the {@code instance}th process of {@code service}, from 1. */
  ProcessSpec service(Service service, int instance) {
    String name = nameOf(service, instance);
    int port = settings.ports().http(service, instance);
    UnpackedJar jar = settings.folder().unpacked(settings.jars().of(service));
    String location = "--spring.config.additional-location=file:";
    String listens = LOOPBACK + ':' + port;
    if (service == Service.GATEWAY) {
      listens += ", xmpp " + settings.ports().xmppHost(instance) + ':' + settings.ports().xmpp();
    }
    return new ProcessSpec(
        name,
        service == Service.GATEWAY ? Tier.GATEWAY : Tier.SERVICE,
        command(heap(service), jar, location + settings.folder().settings(name)),
        jar,
        services.of(service, instance),
        new Health(Probe.READINESS, loopback(port), listens),
        after(service, instance));
  }

  /** Returns the name of an instance: {@code session-1}. */
  static String nameOf(Service service, int instance) {
    return kindOf(service) + '-' + instance;
  }

  /** Returns the name of an instance without its number. */
  static String kindOf(Service service) {
    return switch (service) {
      case AUTH -> "auth";
      case SESSION -> "session";
      case MUC -> "muc";
      case CHANNEL -> "channel";
      case GATEWAY -> "gateway";
    };
  }

  /** The first gateway makes the certificate, so the others wait for it. */
  private List<String> after(Service service, int instance) {
    List<String> after = new ArrayList<>();
    nodes.forEach(node -> after.add(nameOf(node)));
    if (service == Service.AUTH || service == Service.SESSION || service == Service.MUC) {
      after.add(DATABASE);
    }
    if (service == Service.GATEWAY) {
      after.add(nameOf(Service.SESSION, 1));
      if (instance > 1) {
        after.add(nameOf(Service.GATEWAY, 1));
      }
    }
    return after;
  }

  private ProcessSpec broker(BrokerNode node) {
    String name = nameOf(node);
    Properties properties = BrokerProperties.of(nodes, node, settings.folder().data(name));
    Map<String, String> text = new TreeMap<>();
    properties.forEach((key, value) -> text.put(key.toString(), value.toString()));
    text.put("cluster.id", clusterId());
    UnpackedJar jar = settings.folder().unpacked(settings.jars().broker());
    return new ProcessSpec(
        name,
        Tier.BROKER,
        command(BROKER_HEAP, jar, settings.folder().settings(name).toString()),
        jar,
        text,
        new Health(Probe.KAFKA, loopback(node.port()), node.address()),
        List.of());
  }

  private static String nameOf(BrokerNode node) {
    return "kafka-" + node.id();
  }

  private ProcessSpec database() {
    int port = settings.ports().database();
    return new ProcessSpec(
        DATABASE,
        Tier.DATABASE,
        new MariaDbFolder(settings.folder().data(DATABASE)).command(port),
        null,
        Map.of(),
        new Health(Probe.MARIADB, loopback(port), LOOPBACK + ':' + port),
        List.of());
  }

  private List<String> command(int heapMb, UnpackedJar jar, String argument) {
    List<String> command = new ArrayList<>(List.of(java.toString(), "-Xmx" + heapMb + "m"));
    command.addAll(settings.jvm());
    command.addAll(
        List.of(
            "-XX:MaxDirectMemorySize=128m",
            "--enable-native-access=ALL-UNNAMED",
            "--sun-misc-unsafe-memory-access=allow",
            "-jar",
            jar.main().toString(),
            argument));
    return command;
  }

  private static int heap(Service service) {
    return switch (service) {
      case AUTH -> 192;
      case SESSION, GATEWAY, MUC -> 256;
      case CHANNEL -> 160;
    };
  }

  private static InetSocketAddress loopback(int port) {
    return new InetSocketAddress(InetAddress.ofLiteral(LOOPBACK), port);
  }
}
