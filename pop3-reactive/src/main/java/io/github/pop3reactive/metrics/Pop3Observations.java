// SPDX-License-Identifier: Apache-2.0
package io.github.pop3reactive.metrics;

import io.github.pop3reactive.client.ClientObserver;
import io.github.pop3reactive.codec.Pop3Command;
import io.github.pop3reactive.codec.Pop3Response;
import io.github.pop3reactive.session.CommandObserver;
import io.github.pop3reactive.session.SessionObserver;
import io.micrometer.observation.Observation;
import io.micrometer.observation.ObservationRegistry;
import io.micrometer.observation.contextpropagation.ObservationThreadLocalAccessor;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import reactor.util.context.ContextView;

/**
 * Observations of Micrometer, for traces: {@code pop3.client.session} from the attempt to connect
 * to the end of the connection, and {@code pop3.client.command} for each command in it, from being
 * written to the end of its reply.
 *
 * <pre>{@code
 * Pop3Client client = Pop3Client.create().observe(Pop3Observations.of(registry));
 * }</pre>
 *
 * <p>The parent of a session is the observation in the Reactor context of who subscribes to {@link
 * io.github.pop3reactive.client.Pop3Client#connect()}, under {@link
 * ObservationThreadLocalAccessor#KEY}; Reactor puts it there where automatic context propagation is
 * on. That of a command is the one in the context of who subscribes to the command, unless it is
 * the session's parent or there is none: then it is the session.
 *
 * <p>Key values are of low cardinality: {@code remote.address} is {@code host:port} as the client
 * was given it, and there is no name of a user or of what a server says. A failure is the error of
 * the observation, a negative answer to a command is not.
 */
public final class Pop3Observations implements ClientObserver {
  private static final String SESSION = "pop3.client.session";
  private static final String COMMAND = "pop3.client.command";

  private final ObservationRegistry registry;

  private Pop3Observations(ObservationRegistry registry) {
    this.registry = registry;
  }

  /** Returns an observer whose observations are of this registry. */
  @SuppressWarnings("exports") // "transitive" would ask every module for Micrometer.
  public static Pop3Observations of(ObservationRegistry registry) {
    return new Pop3Observations(registry);
  }

  private static @Nullable Observation in(ContextView context) {
    return context.getOrDefault(ObservationThreadLocalAccessor.KEY, null)
            instanceof Observation observation
        ? observation
        : null;
  }

  @Override
  public SessionObserver connecting(String host, int port, ContextView context) {
    if (registry.isNoop()) {
      return SessionObserver.NONE;
    }
    Observation parent = in(context);
    String address = host + ":" + port;
    Observation session =
        Observation.createNotStarted(SESSION, registry)
            .contextualName("pop3 " + address)
            .lowCardinalityKeyValue("remote.address", address)
            .parentObservation(parent)
            .start();
    return new ObservedSession(address, parent, session);
  }

  private final class ObservedSession implements SessionObserver {
    private final String address;
    private final @Nullable Observation parent;
    private final Observation session;

    ObservedSession(String address, @Nullable Observation parent, Observation session) {
      this.address = address;
      this.parent = parent;
      this.session = session;
    }

    @Override
    public void greeted() {
      session.event(Observation.Event.of("greeted"));
    }

    @Override
    public void loginEnded(Duration time, @Nullable Throwable failure) {
      session.event(Observation.Event.of(failure == null ? "login.accepted" : "login.failed"));
    }

    @Override
    public CommandObserver command(Pop3Command command, int inFlight, ContextView context) {
      Observation caller = in(context);
      String name = Outcome.command(command);
      return new ObservedCommand(
          Observation.createNotStarted(COMMAND, registry)
              .contextualName("pop3 " + name)
              .lowCardinalityKeyValue("remote.address", address)
              .lowCardinalityKeyValue("command", name)
              .parentObservation(caller == null || caller == parent ? session : caller)
              .start());
    }

    @Override
    public void ended(@Nullable Throwable reason) {
      if (reason != null) {
        session.error(reason);
      }
      session.lowCardinalityKeyValue("outcome", Outcome.ofEnd(reason)).stop();
    }
  }

  private static final class ObservedCommand implements CommandObserver {
    private final Observation observation;
    private Pop3Response.@Nullable Status status;

    ObservedCommand(Observation observation) {
      this.observation = observation;
    }

    @Override
    public void responded(Pop3Response.Status answer) {
      if (status == null) {
        observation.event(Observation.Event.of("responded"));
      }
      status = answer;
    }

    @Override
    public void ended(@Nullable Throwable failure) {
      if (failure != null) {
        observation.error(failure);
      }
      observation.lowCardinalityKeyValue("outcome", Outcome.ofCommand(status, failure)).stop();
    }
  }
}
