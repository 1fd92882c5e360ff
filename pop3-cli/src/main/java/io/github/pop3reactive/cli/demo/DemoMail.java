// SPDX-License-Identifier: Apache-2.0
package io.github.pop3reactive.cli.demo;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Random;

/**
 * Generates mail: the same arguments give the same octets. Lines end with CRLF, the last one is not
 * empty, and what is hard for a POP3 client is in it: lines that begin with or are a dot, empty
 * lines, octets above 127, lines of many kilobytes, messages of up to 1 MB.
 *
 * @param run what tells one run of the demo from another
 * @param mailbox the mailbox, from 0
 * @param number the message in it, from 0
 */
record DemoMail(String run, int mailbox, int number) {
  private static final String CRLF = "\r\n";
  private static final int LARGE_EVERY = 40;
  private static final int LARGE_OCTETS = 1_000_000;
  private static final String[] WORDS = {
    "a", "mailbox", "of", "letters", "the", "server", "keeps", "until", "someone", "asks", "for",
    "them", "one", "by", "line", "after"
  };
  private static final String[] BEYOND_ASCII = {"Grüße", "добрый день", "こんにちは", "naïve", "😀"};

  /** Returns the message. */
  byte[] octets() {
    Random random = new Random(31L * (31L * run.hashCode() + mailbox) + number);
    int index = mailbox + number;
    StringBuilder mail = new StringBuilder(header(index));
    switch (index % 6) {
      case 0 -> text(mail, random, 40 + random.nextInt(200));
      case 1 -> dots(mail, random);
      case 2 -> emptyLines(mail, random);
      case 3 -> beyondAscii(mail, random);
      case 4 -> longLines(mail, random);
      default -> attachment(mail, random, 4_000 + random.nextInt(60_000));
    }
    if ((mailbox * 7 + number) % LARGE_EVERY == LARGE_EVERY - 1) {
      attachment(mail, random, LARGE_OCTETS * 3 / 4 - mail.length());
    }
    mail.append("-- end of message ").append(number).append(CRLF);
    return mail.toString().getBytes(StandardCharsets.UTF_8);
  }

  private String header(int index) {
    return "From: Sender "
        + index % 13
        + " <sender"
        + index % 13
        + "@example.org>"
        + CRLF
        + "To: <"
        + user()
        + "@localhost>"
        + CRLF
        + "Subject: Message "
        + number
        + " of mailbox "
        + mailbox
        + CRLF
        + "\t(folded)"
        + CRLF
        + "Date: Sat, 21 Nov 2026 08:00:00 +0000"
        + CRLF
        + "Message-ID: <"
        + run
        + "."
        + mailbox
        + "."
        + number
        + "@demo.example>"
        + CRLF
        + "MIME-Version: 1.0"
        + CRLF
        + "Content-Type: text/plain; charset=utf-8"
        + CRLF
        + "Content-Transfer-Encoding: 8bit"
        + CRLF
        + CRLF;
  }

  /** Returns the name of the user whose mailbox it is; no two runs have the same. */
  String user() {
    return user(run, mailbox);
  }

  static String user(String run, int mailbox) {
    return String.format("demo%03d-%s", mailbox + 1, run);
  }

  private static void text(StringBuilder mail, Random random, int lines) {
    for (int i = 0; i < lines; i++) {
      words(mail, random, 4 + random.nextInt(9));
      mail.append(CRLF);
    }
  }

  private static void words(StringBuilder mail, Random random, int count) {
    for (int i = 0; i < count; i++) {
      mail.append(i == 0 ? "" : " ").append(WORDS[random.nextInt(WORDS.length)]);
    }
  }

  private static void dots(StringBuilder mail, Random random) {
    for (int i = 0; i < 200; i++) {
      mail.append(".".repeat(random.nextInt(4)));
      if (random.nextBoolean()) {
        words(mail, random, 3);
      }
      mail.append(CRLF);
    }
  }

  private static void emptyLines(StringBuilder mail, Random random) {
    for (int i = 0; i < 100; i++) {
      mail.append(CRLF.repeat(random.nextInt(5)));
      text(mail, random, 1);
    }
    mail.append(CRLF.repeat(50));
  }

  private static void beyondAscii(StringBuilder mail, Random random) {
    for (int i = 0; i < 150; i++) {
      mail.append(BEYOND_ASCII[random.nextInt(BEYOND_ASCII.length)]).append(' ');
      words(mail, random, 5);
      mail.append(CRLF);
    }
  }

  private static void longLines(StringBuilder mail, Random random) {
    for (int i = 0; i < 5; i++) {
      words(mail, random, 500 + random.nextInt(4_000));
      mail.append(CRLF);
    }
  }

  private static void attachment(StringBuilder mail, Random random, int octets) {
    byte[] content = new byte[Math.max(1, octets)];
    random.nextBytes(content);
    mail.append(Base64.getMimeEncoder().encodeToString(content)).append(CRLF);
  }
}
