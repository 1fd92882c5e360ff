// SPDX-License-Identifier: Apache-2.0
package io.github.pop3reactive.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.pop3reactive.session.Pop3Session;
import io.micrometer.observation.Observation;
import io.micrometer.observation.ObservationHandler;
import io.micrometer.observation.ObservationRegistry;
import io.micrometer.observation.contextpropagation.ObservationThreadLocalAccessor;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class Pop3ObservationsTest {
  private final ObservationRegistry registry = ObservationRegistry.create();
  private final List<Observation.Context> stopped = Collections.synchronizedList(new ArrayList<>());
  private final List<String> events = Collections.synchronizedList(new ArrayList<>());

  @AutoClose private final Watched mailbox = new Watched(Pop3Observations.of(registry));

  @BeforeEach
  void handle() {
    registry
        .observationConfig()
        .observationHandler(
            new ObservationHandler<>() {
              @Override
              public void onEvent(Observation.Event event, Observation.Context context) {
                events.add(context.getName() + " " + event.getName());
              }

              @Override
              public void onStop(Observation.Context context) {
                stopped.add(context);
              }

              @Override
              public boolean supportsContext(Observation.Context context) {
                return true;
              }
            });
  }

  private Observation.Context only(String contextualName) {
    List<Observation.Context> found =
        stopped.stream().filter(c -> contextualName.equals(c.getContextualName())).toList();
    assertThat(found).as(contextualName).hasSize(1);
    return found.get(0);
  }

  private static String value(Observation.Context context, String key) {
    return context.getLowCardinalityKeyValue(key).getValue();
  }

  private static Observation.Context parent(Observation.Context context) {
    return (Observation.Context) context.getParentObservation().getContextView();
  }

  @Test
  void putsCommandsUnderTheirSession() {
    mailbox.readMail();
    Observation.Context session = only("pop3 " + mailbox.address());
    assertThat(session.getName()).isEqualTo("pop3.client.session");
    assertThat(value(session, "outcome")).isEqualTo("closed");
    assertThat(value(session, "remote.address")).isEqualTo(mailbox.address());
    assertThat(session.getParentObservation()).isNull();
    Observation.Context retr = only("pop3 RETR");
    assertThat(retr.getName()).isEqualTo("pop3.client.command");
    assertThat(value(retr, "command")).isEqualTo("RETR");
    assertThat(value(retr, "outcome")).isEqualTo("ok");
    assertThat(value(only("pop3 DELE"), "outcome")).isEqualTo("err");
    assertThat(parent(retr)).isSameAs(session);
    assertThat(stopped).allSatisfy(context -> assertThat(context.getError()).isNull());
    assertThat(events)
        .contains(
            "pop3.client.session greeted",
            "pop3.client.session login.accepted",
            "pop3.client.command responded");
  }

  @Test
  void takesTheParentFromTheReactorContext() {
    Observation outer = Observation.start("outer", registry);
    Observation inner = Observation.start("inner", registry);
    mailbox
        .client()
        .withSession(
            session ->
                session
                    .stat()
                    .then(
                        session
                            .noop()
                            .contextWrite(c -> c.put(ObservationThreadLocalAccessor.KEY, inner))))
        .contextWrite(c -> c.put(ObservationThreadLocalAccessor.KEY, outer))
        .blockLast(Watched.SOON);
    mailbox.awaitEnd();
    Observation.Context session = only("pop3 " + mailbox.address());
    assertThat(parent(session)).isSameAs(outer.getContext());
    assertThat(parent(only("pop3 STAT"))).isSameAs(session);
    assertThat(parent(only("pop3 NOOP"))).isSameAs(inner.getContext());
    assertThat(parent(only("pop3 QUIT"))).isSameAs(session);
  }

  @Test
  void tellsFailures() throws IOException {
    String nowhere = mailbox.failToConnect();
    Observation.Context unmade = only("pop3 " + nowhere);
    assertThat(value(unmade, "outcome")).isEqualTo("lost");
    assertThat(unmade.getError()).isNotNull();
    mailbox.failToLogIn();
    assertThat(events).contains("pop3.client.session login.failed");
  }

  @Test
  void doesNothingForARegistryWithoutHandlers() {
    Pop3Session session;
    try (Watched unseen = new Watched(Pop3Observations.of(ObservationRegistry.NOOP))) {
      session = unseen.client().connect().block(Watched.SOON);
      session.quit().block(Watched.SOON);
      unseen.awaitEnd();
    }
    assertThat(stopped).isEmpty();
  }
}
