// SPDX-License-Identifier: Apache-2.0
package io.github.pop3reactive.benchmarks.contest;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import org.apache.commons.net.pop3.POP3Client;
import org.apache.commons.net.pop3.POP3MessageInfo;
import org.apache.commons.net.pop3.POP3SClient;

/**
 * Apache Commons Net. It has no pipelining and hands out characters, one octet each. Tuned, it is
 * read in blocks; plain, line by line as in its examples.
 */
final class CommonsNetContestant extends BlockingContestant {
  private static final int BUFFER = 32 * 1024;
  private static final int TIMEOUT_MILLIS = 30_000;
  private static final byte[] CRLF = {'\r', '\n'};

  private final boolean plain;

  CommonsNetContestant(Threads threads, boolean plain) {
    super(threads);
    this.plain = plain;
  }

  @Override
  public String settings() {
    if (plain) {
      return threads() + "; nothing set; readLine as in its examples; TLS JDK";
    }
    return threads() + "; TCP_NODELAY; read in blocks of " + BUFFER + " characters; TLS JDK";
  }

  @Override
  void readMaildrop(Job job, Tally tally) throws IOException, GeneralSecurityException {
    POP3Client client = newClient(job);
    if (!plain) {
      client.setConnectTimeout(TIMEOUT_MILLIS);
      client.setDefaultTimeout(TIMEOUT_MILLIS);
    }
    client.connect(Job.HOST, job.port());
    try {
      if (!plain) {
        client.setTcpNoDelay(true);
      }
      require(client.login(job.maildrop().name(), "secret"));
      POP3MessageInfo[] messages = client.listMessages();
      require(messages != null);
      char[] text = new char[BUFFER];
      byte[] octets = new byte[BUFFER];
      MessageCheck check = new MessageCheck();
      for (POP3MessageInfo message : messages) {
        if (plain) {
          readLines(client, message.number, check);
        } else {
          readBlocks(client, message.number, check, text, octets);
        }
        check.finish(message.number, tally);
      }
      require(client.logout());
    } finally {
      client.disconnect();
    }
  }

  @Override
  AutoCloseable open(Job job) throws IOException, GeneralSecurityException {
    POP3Client client = newClient(job);
    client.connect(Job.HOST, job.port());
    require(client.login(job.maildrop().name(), "secret"));
    return client::disconnect;
  }

  private POP3Client newClient(Job job) throws IOException, GeneralSecurityException {
    if (!job.tls()) {
      return new POP3Client();
    }
    POP3SClient secured = new POP3SClient(true, sslContext(job));
    secured.setEndpointCheckingEnabled(true);
    return secured;
  }

  private static void readLines(POP3Client client, int number, MessageCheck check)
      throws IOException {
    try (BufferedReader body = (BufferedReader) client.retrieveMessage(number)) {
      require(body != null);
      String line;
      while ((line = body.readLine()) != null) {
        byte[] octets = line.getBytes(StandardCharsets.ISO_8859_1);
        check.add(octets, 0, octets.length);
        check.add(CRLF, 0, CRLF.length);
      }
    }
  }

  private static void readBlocks(
      POP3Client client, int number, MessageCheck check, char[] text, byte[] octets)
      throws IOException {
    try (Reader body = client.retrieveMessage(number)) {
      require(body != null);
      int length;
      while ((length = body.read(text, 0, text.length)) > 0) {
        latin1(text, octets, length);
        check.add(octets, 0, length);
      }
    }
  }

  /** Turns the characters back into the octets they were, as fast as a loop can. */
  private static void latin1(char[] text, byte[] octets, int length) {
    for (int i = 0; i < length; i++) {
      octets[i] = (byte) text[i];
    }
  }

  private static void require(boolean positive) {
    if (!positive) {
      throw new IllegalStateException("refused");
    }
  }
}
