// SPDX-License-Identifier: Apache-2.0
package io.github.pop3reactive.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.github.pop3reactive.session.Pop3Session;
import io.github.pop3reactive.session.SessionChannel;
import io.github.pop3reactive.session.SessionObserver;
import io.github.pop3reactive.test.server.MaildropServer;
import java.io.File;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Uses a client that is loaded by a loader without Micrometer. */
class WithoutMicrometerTest {

  /** What is run there. */
  public static final class Program implements Runnable {
    /** Made by reflection. */
    public Program() {}

    @Override
    public void run() {
      List<String> observed = new ArrayList<>();
      try (MaildropServer server = MaildropServer.builder().user("ann", "secret").start()) {
        Ann.inClear(server.port())
            .observe(
                (host, port, context) -> {
                  observed.add(host);
                  return SessionObserver.NONE;
                })
            .withSession(Pop3Session::stat)
            .blockLast(Duration.ofSeconds(30));
      }
      assertThat(observed).containsExactly("localhost");
      assertThat(Pop3Client.class.getMethods()).isNotEmpty();
      assertThat(ClientObserver.class.getMethods()).isNotEmpty();
      assertThat(SessionChannel.class.getMethods()).isNotEmpty();
    }
  }

  private static URL[] withoutMicrometer() throws MalformedURLException {
    List<URL> urls = new ArrayList<>();
    for (String entry : System.getProperty("java.class.path").split(File.pathSeparator)) {
      if (!Path.of(entry).getFileName().toString().startsWith("micrometer-")) {
        urls.add(Path.of(entry).toUri().toURL());
      }
    }
    return urls.toArray(URL[]::new);
  }

  @Test
  void connectsAndIsObserved() throws Exception {
    try (URLClassLoader bare =
        new URLClassLoader(withoutMicrometer(), ClassLoader.getPlatformClassLoader())) {
      assertThatExceptionOfType(ClassNotFoundException.class)
          .isThrownBy(() -> bare.loadClass("io.micrometer.core.instrument.MeterRegistry"));
      assertThatExceptionOfType(ClassNotFoundException.class)
          .isThrownBy(() -> bare.loadClass("io.micrometer.observation.Observation"));
      Class<?> program = bare.loadClass(Program.class.getName());
      assertThat(program).isNotSameAs(Program.class);
      ((Runnable) program.getConstructor().newInstance()).run();
    }
  }
}
