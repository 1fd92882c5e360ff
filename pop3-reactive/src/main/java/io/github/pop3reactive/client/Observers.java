// SPDX-License-Identifier: Apache-2.0
package io.github.pop3reactive.client;

import io.github.pop3reactive.codec.Pop3Command;
import io.github.pop3reactive.codec.Pop3Response;
import io.github.pop3reactive.session.CommandObserver;
import io.github.pop3reactive.session.SessionObserver;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reactor.util.context.ContextView;

/** The observers of a client. One that throws disturbs neither the session nor the others. */
record Observers(List<ClientObserver> all) {
  private static final Logger LOG = LoggerFactory.getLogger(Observers.class);

  static final Observers NONE = new Observers(List.of());

  Observers with(ClientObserver observer) {
    List<ClientObserver> more = new ArrayList<>(all);
    more.add(observer);
    return new Observers(List.copyOf(more));
  }

  SessionObserver connecting(String host, int port, ContextView context) {
    List<SessionObserver> sessions =
        each(all, SessionObserver.NONE, one -> one.connecting(host, port, context));
    return sessions.isEmpty() ? SessionObserver.NONE : new OfSession(sessions, new AtomicBoolean());
  }

  /** Returns what each of them returns, but for {@code none}. */
  private static <T, R> List<R> each(List<T> observers, R none, Function<T, R> call) {
    List<R> results = new ArrayList<>(observers.size());
    tell(
        observers,
        observer -> {
          R result = call.apply(observer);
          if (result != none) {
            results.add(result);
          }
        });
    return results;
  }

  private static <T> void tell(List<T> observers, Consumer<T> call) {
    for (T observer : observers) {
      try {
        call.accept(observer);
      } catch (RuntimeException e) {
        LOG.warn("an observer threw", e);
      }
    }
  }

  private record OfSession(List<SessionObserver> all, AtomicBoolean over)
      implements SessionObserver {
    @Override
    public void greeted() {
      tell(all, SessionObserver::greeted);
    }

    @Override
    public CommandObserver command(Pop3Command command, int inFlight, ContextView context) {
      List<CommandObserver> commands =
          each(all, CommandObserver.NONE, one -> one.command(command, inFlight, context));
      return commands.isEmpty() ? CommandObserver.NONE : new OfCommand(commands);
    }

    @Override
    public void loginEnded(Duration time, @Nullable Throwable failure) {
      tell(all, one -> one.loginEnded(time, failure));
    }

    @Override
    public void ended(@Nullable Throwable reason) {
      if (over.compareAndSet(false, true)) {
        tell(all, one -> one.ended(reason));
      }
    }
  }

  private record OfCommand(List<CommandObserver> all) implements CommandObserver {
    @Override
    public void responded(Pop3Response.Status status) {
      tell(all, one -> one.responded(status));
    }

    @Override
    public void received(int octets) {
      tell(all, one -> one.received(octets));
    }

    @Override
    public void ended(@Nullable Throwable failure) {
      tell(all, one -> one.ended(failure));
    }
  }
}
