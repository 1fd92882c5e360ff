// SPDX-License-Identifier: Apache-2.0
package io.github.pop3reactive.benchmarks.contest;

import jakarta.mail.Folder;
import jakarta.mail.Message;
import jakarta.mail.MessagingException;
import jakarta.mail.Session;
import jakarta.mail.Store;
import java.io.IOException;
import java.io.OutputStream;
import java.security.GeneralSecurityException;
import java.util.Properties;
import org.jspecify.annotations.Nullable;

/**
 * Eclipse Angus Mail. Its pipelining is that of the login; messages are read one by one. Plain,
 * none of its properties is set.
 */
final class AngusContestant extends BlockingContestant {
  private static final String TIMEOUT_MILLIS = "30000";

  private final boolean plain;
  private @Nullable Session session;

  AngusContestant(Threads threads, boolean plain) {
    super(threads);
    this.plain = plain;
  }

  @Override
  public String settings() {
    if (plain) {
      return threads() + "; no property set; Message.writeTo a buffered stream; TLS JDK";
    }
    return threads()
        + "; mail.pop3.pipelining=true, cachewriteto=false, keepmessagecontent=false;"
        + " Message.writeTo a buffered stream; TLS JDK";
  }

  @Override
  void readMaildrop(Job job, Tally tally)
      throws IOException, GeneralSecurityException, MessagingException {
    MessageCheck check = new MessageCheck();
    CheckingStream sink = new CheckingStream(check);
    try (Store store = session(job).getStore(protocol(job))) {
      store.connect(Job.HOST, job.port(), job.maildrop().name(), "secret");
      try (Folder inbox = store.getFolder("INBOX")) {
        inbox.open(Folder.READ_ONLY);
        for (Message message : inbox.getMessages()) {
          message.writeTo(sink);
          sink.flush();
          check.finish(message.getMessageNumber(), tally);
        }
      }
    }
  }

  @Override
  AutoCloseable open(Job job) throws IOException, GeneralSecurityException, MessagingException {
    Store store = session(job).getStore(protocol(job));
    store.connect(Job.HOST, job.port(), job.maildrop().name(), "secret");
    return store;
  }

  private static String protocol(Job job) {
    return job.tls() ? "pop3s" : "pop3";
  }

  private synchronized Session session(Job job) throws GeneralSecurityException, IOException {
    Session made = session;
    if (made == null) {
      Properties properties = new Properties();
      String prefix = "mail." + protocol(job) + ".";
      if (!plain) {
        properties.setProperty(prefix + "pipelining", "true");
        properties.setProperty(prefix + "cachewriteto", "false");
        properties.setProperty(prefix + "keepmessagecontent", "false");
        properties.setProperty(prefix + "connectiontimeout", TIMEOUT_MILLIS);
        properties.setProperty(prefix + "timeout", TIMEOUT_MILLIS);
      }
      if (job.tls()) {
        properties.setProperty(prefix + "ssl.checkserveridentity", "true");
        properties.put(prefix + "ssl.socketFactory", sslContext(job).getSocketFactory());
      }
      made = Session.getInstance(properties);
      session = made;
    }
    return made;
  }

  /** Collects the single octets that Angus writes. */
  private static final class CheckingStream extends OutputStream {
    private final byte[] buffer = new byte[32 * 1024];
    private final MessageCheck check;
    private int length;

    CheckingStream(MessageCheck check) {
      this.check = check;
    }

    @Override
    public void write(int octet) {
      if (length == buffer.length) {
        flush();
      }
      buffer[length++] = (byte) octet;
    }

    @Override
    public void write(byte[] octets, int offset, int count) {
      flush();
      check.add(octets, offset, count);
    }

    @Override
    public void flush() {
      check.add(buffer, 0, length);
      length = 0;
    }
  }
}
