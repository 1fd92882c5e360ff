// SPDX-License-Identifier: Apache-2.0
package io.github.pop3reactive.metrics;

import io.github.pop3reactive.client.ClientObserver;
import io.github.pop3reactive.codec.Pop3Command;
import io.github.pop3reactive.codec.Pop3Response;
import io.github.pop3reactive.session.CommandObserver;
import io.github.pop3reactive.session.SessionObserver;
import io.micrometer.core.instrument.DistributionSummary;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.Meter.MeterProvider;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import reactor.util.context.ContextView;

/**
 * Meters in a registry of Micrometer.
 *
 * <pre>{@code
 * Pop3Client client = Pop3Client.create().observe(Pop3Meters.of(registry));
 * }</pre>
 *
 * <table>
 *   <caption>Meters</caption>
 *   <tr><th>Name</th><th>What it measures</th></tr>
 *   <tr><td>{@code pop3.client.connects}</td><td>time until the greeting, TLS included</td></tr>
 *   <tr><td>{@code pop3.client.logins}</td><td>time of a login</td></tr>
 *   <tr><td>{@code pop3.client.responses}</td>
 *     <td>time from writing a command to its status line</td></tr>
 *   <tr><td>{@code pop3.client.commands}</td>
 *     <td>time from writing a command to the end of its reply</td></tr>
 *   <tr><td>{@code pop3.client.received}</td><td>octets of the body of a reply</td></tr>
 *   <tr><td>{@code pop3.client.pipelining}</td>
 *     <td>commands without a complete reply, when one is written</td></tr>
 *   <tr><td>{@code pop3.client.sessions}</td><td>sessions that are open</td></tr>
 * </table>
 *
 * All have the tag {@code remote.address}, {@code host:port} as the client was given it; a program
 * that connects to very many servers may drop it, by {@code MeterFilter.ignoreTags}. No tag has the
 * name of a user or what a server says. Time a slow consumer takes counts for the command.
 */
public final class Pop3Meters implements ClientObserver {
  private static final String PREFIX = "pop3.client.";
  private static final String ADDRESS = "remote.address";
  private static final String COMMAND = "command";
  private static final String OUTCOME = "outcome";

  private final MeterRegistry registry;
  private final MeterProvider<Timer> connects;
  private final MeterProvider<Timer> logins;
  private final MeterProvider<Timer> responses;
  private final MeterProvider<Timer> commands;
  private final MeterProvider<DistributionSummary> received;
  private final MeterProvider<DistributionSummary> pipelining;
  private final Map<String, AtomicInteger> open = new ConcurrentHashMap<>();

  private Pop3Meters(MeterRegistry registry) {
    this.registry = registry;
    this.connects = timer("connects", "Time until the greeting");
    this.logins = timer("logins", "Time of a login");
    this.responses = timer("responses", "Time until the status line of a reply");
    this.commands = timer("commands", "Time until the end of a reply");
    this.received = summary("received", "Octets of the body of a reply", "bytes");
    this.pipelining = summary("pipelining", "Commands without a complete reply", "commands");
  }

  /** Returns an observer that makes its meters in this registry when there is something to them. */
  @SuppressWarnings("exports") // "transitive" would ask every module for Micrometer.
  public static Pop3Meters of(MeterRegistry registry) {
    return new Pop3Meters(registry);
  }

  private MeterProvider<Timer> timer(String name, String description) {
    return Timer.builder(PREFIX + name).description(description).withRegistry(registry);
  }

  private MeterProvider<DistributionSummary> summary(String name, String description, String unit) {
    return DistributionSummary.builder(PREFIX + name)
        .description(description)
        .baseUnit(unit)
        .withRegistry(registry);
  }

  private AtomicInteger open(String address) {
    return open.computeIfAbsent(
        address,
        key -> {
          AtomicInteger sessions = new AtomicInteger();
          Gauge.builder(PREFIX + "sessions", sessions, AtomicInteger::get)
              .description("Sessions that are open")
              .baseUnit("sessions")
              .tags(ADDRESS, address)
              .strongReference(true)
              .register(registry);
          return sessions;
        });
  }

  @Override
  public SessionObserver connecting(String host, int port, ContextView context) {
    return new SessionMeters(host + ":" + port);
  }

  private final class SessionMeters implements SessionObserver {
    private final String address;
    private final Tags tags;
    private final Timer.Sample connecting = Timer.start(registry);
    private volatile boolean greeted;

    SessionMeters(String address) {
      this.address = address;
      this.tags = Tags.of(ADDRESS, address);
    }

    @Override
    public void greeted() {
      greeted = true;
      connecting.stop(connects.withTags(tags.and(OUTCOME, Outcome.SUCCESS)));
      open(address).incrementAndGet();
    }

    @Override
    public CommandObserver command(Pop3Command command, int inFlight, ContextView context) {
      Tags withCommand = tags.and(COMMAND, Outcome.command(command));
      pipelining.withTags(tags).record(inFlight);
      return new CommandMeters(withCommand);
    }

    @Override
    public void loginEnded(Duration time, @Nullable Throwable failure) {
      String outcome = failure == null ? Outcome.SUCCESS : Outcome.ofLogin(failure);
      logins.withTags(tags.and(OUTCOME, outcome)).record(time);
    }

    @Override
    public void ended(@Nullable Throwable reason) {
      if (greeted) {
        open(address).decrementAndGet();
      } else {
        String outcome = reason == null ? Outcome.CANCELLED : Outcome.ofLogin(reason);
        connecting.stop(connects.withTags(tags.and(OUTCOME, outcome)));
      }
    }
  }

  private final class CommandMeters implements CommandObserver {
    private final Tags tags;
    private final Timer.Sample sample = Timer.start(registry);
    private Pop3Response.@Nullable Status status;
    private boolean hasBody;
    private long octets;

    CommandMeters(Tags tags) {
      this.tags = tags;
    }

    @Override
    public void responded(Pop3Response.Status answer) {
      if (status == null) {
        sample.stop(responses.withTags(tags));
      }
      status = answer;
    }

    @Override
    public void received(int more) {
      hasBody = true;
      octets += more;
    }

    @Override
    public void ended(@Nullable Throwable failure) {
      sample.stop(commands.withTags(tags.and(OUTCOME, Outcome.ofCommand(status, failure))));
      if (hasBody) {
        received.withTags(tags).record((double) octets);
      }
    }
  }
}
