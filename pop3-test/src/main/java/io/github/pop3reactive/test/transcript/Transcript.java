// SPDX-License-Identifier: Apache-2.0
package io.github.pop3reactive.test.transcript;

import io.github.pop3reactive.test.transcript.Step.ServerSends;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * A conversation between a POP3 server and its client, written as text that a person reads:
 *
 * <pre>{@code
 * # comment; blank lines say nothing either
 * S: +OK ready          the server sends this line and CRLF
 * C: STAT               the client sends this line and CRLF
 * S| +OK 1 20\r\n+O     the server sends exactly these octets
 * S* 100 filler         the server sends this line and CRLF a hundred times
 * TLS                   the TLS handshake takes place here
 * EOF                   the server closes
 * RST                   the server resets the connection
 * STALL                 the server falls silent
 * }</pre>
 *
 * <p>After the mark and one blank the text counts to the end of the line, blanks included. It is
 * UTF-8, and in it stand {@code \r \n \t \0 \xHH \\} for one octet each. A {@code C:} line cannot
 * hold a CR followed by LF. Files are named {@code *.pop3}.
 *
 * @param steps what happens, in order; server lines in a row are one step
 */
public record Transcript(List<Step> steps) {

  /** Copies the steps. */
  public Transcript {
    steps = List.copyOf(steps);
  }

  /**
   * Reads a transcript that lies beside a class.
   *
   * @param beside the class whose package holds the resource
   * @param name the file name, {@code .pop3} included
   * @throws IllegalArgumentException if there is none or it is not well written
   */
  public static Transcript load(Class<?> beside, String name) {
    try (InputStream in = beside.getResourceAsStream(name)) {
      if (in == null) {
        throw new IllegalArgumentException("no transcript " + name + " beside " + beside);
      }
      return parse(new String(in.readAllBytes(), StandardCharsets.UTF_8));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * Reads a transcript from text.
   *
   * @throws IllegalArgumentException naming the line that is not well written
   */
  public static Transcript parse(String text) {
    TranscriptParser parser = new TranscriptParser();
    text.lines().forEach(parser::line);
    return new Transcript(parser.steps());
  }

  /** All octets that the server sends, in an array of the caller's own. */
  public byte[] serverOctets() {
    ByteArrayOutputStream octets = new ByteArrayOutputStream();
    for (Step step : steps) {
      if (step instanceof ServerSends sends) {
        octets.writeBytes(sends.octets());
      }
    }
    return octets.toByteArray();
  }
}
