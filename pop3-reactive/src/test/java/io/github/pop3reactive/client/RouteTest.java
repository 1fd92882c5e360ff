// SPDX-License-Identifier: Apache-2.0
package io.github.pop3reactive.client;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.pop3reactive.session.Pop3ConnectionException;
import io.github.pop3reactive.session.Pop3TlsException;
import io.github.pop3reactive.test.server.Login;
import io.github.pop3reactive.test.server.ScriptedServer;
import io.github.pop3reactive.test.tls.TestCa;
import io.netty.channel.epoll.Epoll;
import io.netty.handler.proxy.ProxyConnectException;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import reactor.core.Disposable;
import reactor.core.publisher.Mono;
import reactor.netty.transport.ProxyProvider;
import reactor.netty.transport.ProxyProvider.Proxy;
import reactor.test.StepVerifier;

class RouteTest {
  private static final Duration SOON = Duration.ofSeconds(40);
  private static final TestCa CA = new TestCa();

  /** Only what connects to the mail host by name, and not here, gets to a server of this name. */
  private static final String HOST = "mail.example.org";

  private static final List<String> WANTED = new CopyOnWriteArrayList<>();

  private static Pop3Client client() {
    return Pop3Client.create()
        .host(HOST)
        .tls(tls -> tls.trust(CA.certificate()))
        .credentials("ann", Mono.just("secret"));
  }

  private static ScriptedServer server() {
    return ScriptedServer.startTls(CA.good(HOST), Login.SESSION);
  }

  private static void logsIn(Pop3Client client, ScriptedServer server) {
    StepVerifier.create(client.withSession(session -> Mono.just(session.greeting().text())))
        .expectNext("ready")
        .expectComplete()
        .verify(SOON);
    server.awaitScripts();
  }

  private static String text(DataInputStream in, int length) throws IOException {
    return new String(in.readNBytes(length), StandardCharsets.US_ASCII);
  }

  private static String textToZero(DataInputStream in) throws IOException {
    StringBuilder text = new StringBuilder();
    for (int c = in.read(); c > 0; c = in.read()) {
      text.append((char) c);
    }
    return text.toString();
  }

  /** RFC 1928 and RFC 1929. */
  private static boolean socks5(DataInputStream in, OutputStream out) throws IOException {
    assertThat(in.read()).isEqualTo(5);
    in.readNBytes(in.read());
    out.write(new byte[] {5, 2});
    assertThat(in.read()).isEqualTo(1);
    String user = text(in, in.read());
    String password = text(in, in.read());
    boolean granted = user.equals("proxy user") && password.equals("proxy password");
    out.write(new byte[] {1, (byte) (granted ? 0 : 1)});
    if (granted) {
      assertThat(in.readNBytes(4)).containsExactly(5, 1, 0, 3);
      WANTED.add(text(in, in.read()) + ":" + in.readUnsignedShort());
      out.write(new byte[] {5, 0, 0, 1, 127, 0, 0, 1, 0, 0});
    }
    return granted;
  }

  /** SOCKS 4A: an address of 0.0.0.x and the name behind the user. */
  private static boolean socks4(DataInputStream in, OutputStream out) throws IOException {
    assertThat(in.readUnsignedShort()).isEqualTo(0x401);
    int port = in.readUnsignedShort();
    assertThat(in.readInt()).isBetween(1, 255);
    boolean granted = textToZero(in).equals("proxy user");
    WANTED.add(textToZero(in) + ":" + port);
    out.write(new byte[] {0, (byte) (granted ? 90 : 93), 0, 0, 0, 0, 0, 0});
    return granted;
  }

  private static boolean http(DataInputStream in, OutputStream out) throws IOException {
    StringBuilder head = new StringBuilder();
    while (head.indexOf("\r\n\r\n") < 0) {
      head.append((char) in.readUnsignedByte());
    }
    boolean granted = head.toString().contains("Basic cHJveHkgdXNlcjpwcm94eSBwYXNzd29yZA==");
    WANTED.add(head.substring(0, head.indexOf(" HTTP/")).replace("CONNECT ", ""));
    out.write(
        ("HTTP/1.1 " + (granted ? "200 OK" : "407 No") + "\r\ncontent-length: 0\r\n\r\n")
            .getBytes(StandardCharsets.US_ASCII));
    return granted;
  }

  static Stream<Arguments> proxies() {
    return Stream.of(
        Arguments.of(Proxy.SOCKS5, Named.of("SOCKS 5", (Relay.Opening) RouteTest::socks5)),
        Arguments.of(Proxy.SOCKS4, Named.of("SOCKS 4A", (Relay.Opening) RouteTest::socks4)),
        Arguments.of(Proxy.HTTP, Named.of("CONNECT", (Relay.Opening) RouteTest::http)));
  }

  private static ProxyProvider proxy(Proxy type, Relay relay, String user) {
    return ProxyProvider.builder()
        .type(type)
        .socketAddress(relay.address())
        .username(user)
        .password(name -> "proxy password")
        .build();
  }

  @ParameterizedTest
  @MethodSource("proxies")
  void goesThroughAProxyThatLooksTheHostUp(Proxy type, Relay.Opening opening) throws IOException {
    WANTED.clear();
    try (ScriptedServer server = server();
        Relay relay = Relay.onLoopback(server.address(), opening)) {
      ProxyProvider proxy = proxy(type, relay, "proxy user");
      logsIn(client().connecting(connecting -> connecting.proxy(proxy)), server);
    }
    assertThat(WANTED).containsExactly(HOST + ":995");
  }

  @ParameterizedTest
  @MethodSource("proxies")
  void failsWhenTheProxyRefuses(Proxy type, Relay.Opening opening) throws IOException {
    try (ScriptedServer server = server();
        Relay relay = Relay.onLoopback(server.address(), opening)) {
      ProxyProvider proxy = proxy(type, relay, "nobody");
      StepVerifier.create(client().connecting(connecting -> connecting.proxy(proxy)).connect())
          .expectErrorSatisfies(
              failure ->
                  assertThat(failure)
                      .isInstanceOf(Pop3ConnectionException.class)
                      .hasMessage("cannot connect to mail.example.org:995")
                      .hasCauseInstanceOf(ProxyConnectException.class))
          .verify(SOON);
      assertThat(server.connections()).isEmpty();
    }
  }

  @Test
  void failsWhenThereIsNoProxy() throws IOException {
    Relay gone = Relay.onLoopback(new InetSocketAddress("localhost", 1), RouteTest::socks5);
    ProxyProvider proxy = proxy(Proxy.SOCKS5, gone, "proxy user");
    gone.close();
    StepVerifier.create(client().connecting(connecting -> connecting.proxy(proxy)).connect())
        .expectError(Pop3ConnectionException.class)
        .verify(SOON);
  }

  @Test
  void goesStraightToHostsThatTheProxyIsNotFor() {
    try (ScriptedServer server = ScriptedServer.startTls(CA.good(), Login.SESSION)) {
      ProxyProvider proxy =
          ProxyProvider.builder()
              .type(Proxy.SOCKS5)
              .host("localhost")
              .port(1)
              .nonProxyHosts("localhost")
              .build();
      logsIn(
          client().host("localhost").port(server.port()).connecting(c -> c.proxy(proxy)), server);
    }
  }

  @Test
  void connectsFromALocalAddress() throws IOException {
    try (ServerSocket listening = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1"))) {
      Mono<?> connecting =
          client()
              .host("127.0.0.1")
              .port(listening.getLocalPort())
              .plaintext()
              .connecting(c -> c.localAddress(new InetSocketAddress("127.0.0.7", 0)))
              .connect();
      Disposable subscription = connecting.subscribe(session -> {}, lost -> {});
      try (Socket accepted = listening.accept()) {
        assertThat(accepted.getInetAddress().getHostAddress()).isEqualTo("127.0.0.7");
      } finally {
        subscription.dispose();
      }
    }
  }

  @Test
  void speaksTlsForTheHostOverADomainSocket(@TempDir Path directory) throws IOException {
    Assumptions.assumeTrue(Epoll.isAvailable(), "reactor-netty has domain sockets with epoll");
    Path path = directory.resolve("pop3");
    try (ScriptedServer server = ScriptedServer.startTls(CA.good(HOST), Login.SESSION);
        Relay relay = Relay.onDomainSocket(path, server.address())) {
      assertThat(relay.connections()).isZero();
      logsIn(client().connecting(connecting -> connecting.domainSocket(path)), server);
      assertThat(relay.connections()).isOne();
      StepVerifier.create(
              client()
                  .host("other.example.org")
                  .connecting(connecting -> connecting.domainSocket(path))
                  .connect())
          .expectError(Pop3TlsException.class)
          .verify(SOON);
    }
    StepVerifier.create(client().connecting(connecting -> connecting.domainSocket(path)).connect())
        .expectError(Pop3ConnectionException.class)
        .verify(SOON);
  }

  @Test
  void isPartOfWhatServersAreKnownBy(@TempDir Path directory) {
    Pop3Client direct = client();
    Pop3Client local = direct.connecting(c -> c.domainSocket(directory.resolve("pop3")));
    assertThat(KnownServers.Server.of(local.config()))
        .isNotEqualTo(KnownServers.Server.of(direct.config()))
        .isEqualTo(KnownServers.Server.of(local.port(995).config()));
    ProxyProvider proxy =
        ProxyProvider.builder().type(Proxy.SOCKS5).host("localhost").port(1).build();
    assertThat(KnownServers.Server.of(direct.connecting(c -> c.proxy(proxy)).config()))
        .isNotEqualTo(KnownServers.Server.of(direct.config()));
    assertThat(
            KnownServers.Server.of(direct.connecting(c -> c.timeout(Duration.ofDays(1))).config()))
        .isEqualTo(KnownServers.Server.of(direct.config()));
  }
}
