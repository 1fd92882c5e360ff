// SPDX-License-Identifier: Apache-2.0
package io.github.pop3reactive.test.server;

import io.github.pop3reactive.test.tls.TestCertificate;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.IntFunction;
import org.jspecify.annotations.Nullable;

/**
 * A correct POP3 server with maildrops in memory, on a free port of the loopback interface, and
 * with faults on request.
 *
 * <p>Obeys RFC 1939: DELE only marks, QUIT alone removes, and a connection that ends otherwise
 * removes nothing. A maildrop is open to one session at a time; a second login gets {@code -ERR
 * [IN-USE]}, after a quarter of a second in which the first may notice that its client is gone.
 * Messages added while a session is open are seen by the next one. Pipelined commands are answered
 * in order. UIDL, TOP, USER and AUTH work only if the capabilities list them; retrieved messages
 * are removed at QUIT if they list {@code EXPIRE 0}.
 *
 * <p>All methods may be called by any thread.
 */
public final class MaildropServer implements AutoCloseable {
  private final Map<String, Maildrop> maildrops;
  private final Queue<List<Fault>> injected = new ConcurrentLinkedQueue<>();
  private final List<String> commands = Collections.synchronizedList(new ArrayList<>());
  private final ScriptedServer server;
  private volatile IntFunction<List<Fault>> plan = number -> List.of();

  private MaildropServer(MaildropSettings settings, @Nullable TestCertificate tls) {
    maildrops = settings.maildrops();
    ServerScript script = connection -> serve(settings, connection);
    server = tls == null ? ScriptedServer.start(script) : ScriptedServer.startTls(tls, script);
  }

  /** Begins the description of a server: without users, in plain text. */
  public static Builder builder() {
    return new Builder();
  }

  /** Describes a server. */
  public static final class Builder {
    private final Map<String, Maildrop> maildrops = new ConcurrentHashMap<>();
    private List<String> capabilities =
        List.of("TOP", "UIDL", "USER", "SASL PLAIN", "RESP-CODES", "AUTH-RESP-CODE", "PIPELINING");
    private String greeting = "+OK ready";
    private boolean capa = true;
    private @Nullable TestCertificate stls;
    private @Nullable TestCertificate tls;

    private Builder() {}

    /** Adds a user with an empty maildrop. */
    public Builder user(String name, String password) {
      maildrops.put(name, new Maildrop(password));
      return this;
    }

    /**
     * Replaces the lines that CAPA lists, which are TOP, UIDL, USER, SASL PLAIN, RESP-CODES,
     * AUTH-RESP-CODE and PIPELINING. STLS need not be named.
     */
    public Builder capabilities(String... lines) {
      capabilities = List.of(lines);
      return this;
    }

    /** CAPA is refused; what can be done stays the same. */
    public Builder withoutCapa() {
      capa = false;
      return this;
    }

    /** Replaces the greeting, {@code +OK ready}. */
    public Builder greeting(String line) {
      greeting = line;
      return this;
    }

    /** Offers STLS, with this certificate. */
    public Builder stls(TestCertificate certificate) {
      stls = certificate;
      return this;
    }

    /** Speaks TLS from the start, with this certificate. */
    public Builder tls(TestCertificate certificate) {
      tls = certificate;
      return this;
    }

    /** Starts the server. */
    public MaildropServer start() {
      List<String> lines = new ArrayList<>(capabilities);
      if (stls != null && !lines.contains("STLS")) {
        lines.add("STLS");
      }
      Map<String, Maildrop> users = Map.copyOf(maildrops);
      return new MaildropServer(
          new MaildropSettings(greeting, List.copyOf(lines), capa, users, stls), tls);
    }
  }

  /** The name to connect to. */
  public String host() {
    return server.host();
  }

  /** The port to connect to. */
  public int port() {
    return server.port();
  }

  /** The resolved address to connect to. */
  public InetSocketAddress address() {
    return server.address();
  }

  /** Adds a message, whatever its unique-id. Sessions that are open do not see it. */
  public void add(String user, MaildropMessage message) {
    maildrop(user).add(message);
  }

  /** Adds a message of these octets, one per char. */
  public void add(String user, String uniqueId, String latin1) {
    add(user, new MaildropMessage(uniqueId, latin1));
  }

  /** The messages now in a maildrop, in the order in which they were added. */
  public List<MaildropMessage> messages(String user) {
    return maildrop(user).messages();
  }

  /** The unique-ids of the messages that sessions have removed, in that order. */
  public List<String> removed(String user) {
    return maildrop(user).removed();
  }

  /** Whether a session has the maildrop open. */
  public boolean isOpen(String user) {
    return maildrop(user).isOpen();
  }

  /**
   * Lets these faults happen on the next connection that comes as far as the greeting. A second
   * call before that serves the connection after it, and so on; without faults it lets one pass.
   */
  public void inject(Fault... faults) {
    injected.add(List.of(faults));
  }

  /**
   * Sets the faults of each connection to come, besides those injected.
   *
   * @param plan gives the faults for the number of a connection, from 0; called on its thread
   */
  public void faults(IntFunction<List<Fault>> plan) {
    this.plan = plan;
  }

  /** The verbs received on all connections, in upper case, in the order of their arrival. */
  public List<String> commands() {
    return List.copyOf(commands);
  }

  /** How many connections were accepted. */
  public int connections() {
    return server.connections().size();
  }

  /** The server below, for the lines of each connection and for failures. */
  public ScriptedServer scripted() {
    return server;
  }

  /** Ends all connections and threads. */
  @Override
  public void close() {
    server.close();
  }

  private void serve(MaildropSettings settings, ServerConnection connection) throws Exception {
    List<Fault> faults = new ArrayList<>(plan.apply(connection.number()));
    List<Fault> next = injected.poll();
    if (next != null) {
      faults.addAll(next);
    }
    FaultPlan faultPlan = new FaultPlan(connection, faults);
    new MaildropSession(settings, connection, faultPlan, commands::add).run();
  }

  private Maildrop maildrop(String user) {
    Maildrop maildrop = maildrops.get(user);
    if (maildrop == null) {
      throw new IllegalArgumentException("no user " + user);
    }
    return maildrop;
  }
}
