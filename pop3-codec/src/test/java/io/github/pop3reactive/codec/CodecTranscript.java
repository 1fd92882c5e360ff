// SPDX-License-Identifier: Apache-2.0
package io.github.pop3reactive.codec;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import io.github.pop3reactive.test.transcript.EmbeddedTranscript;
import io.github.pop3reactive.test.transcript.Transcript;
import io.netty.channel.embedded.EmbeddedChannel;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * A transcript with what the codec is to make of it. In its comments stand
 *
 * <pre>{@code
 * #> OK ready              the next object, as Shown has it; parts of a body are one
 * #limits line=64 body=99  the limits, where they are not the default ones
 * #lenient BARE_LF         what is let pass, if anything
 * }</pre>
 */
record CodecTranscript(Transcript transcript, Pop3CodecConfig config, List<String> expected) {
  private static final Pattern LIMIT = Pattern.compile("(line|body)=(\\d+)");
  private static final int SHORT_OCTETS = 60;

  static CodecTranscript read(Path file) {
    try {
      String text = Files.readString(file);
      return new CodecTranscript(Transcript.parse(text), config(text), expected(text));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static List<String> expected(String text) {
    return text.lines()
        .filter(line -> line.startsWith("#> "))
        .map(line -> line.substring(3))
        .toList();
  }

  private static Pop3CodecConfig config(String text) {
    Pop3CodecConfig config = Pop3CodecConfig.DEFAULT;
    for (String line : text.lines().filter(line -> line.startsWith("#limits ")).toList()) {
      Matcher limit = LIMIT.matcher(line);
      while (limit.find()) {
        int octets = Integer.parseInt(limit.group(2));
        config =
            limit.group(1).equals("line")
                ? config.withMaxLineOctets(octets)
                : config.withMaxBodyOctets(octets);
      }
    }
    Leniency[] leniencies =
        text.lines()
            .filter(line -> line.startsWith("#lenient "))
            .flatMap(line -> Stream.of(line.substring(9).split(" ")))
            .map(Leniency::valueOf)
            .toArray(Leniency[]::new);
    return config.withLeniencies(leniencies);
  }

  /** Plays it in all ways to cut it and returns what came out, the same each time. */
  List<String> play() {
    EmbeddedTranscript play =
        new EmbeddedTranscript(transcript, this::channel, new Driver(), Shown::show)
            .joining(object -> object instanceof Pop3Content);
    List<String> shown =
        transcript.serverOctets().length <= SHORT_OCTETS
            ? play.sameHoweverCutTwice()
            : play.sameHoweverCut();
    return shown.stream().map(Shown::shorten).toList();
  }

  private EmbeddedChannel channel() {
    Pop3LineDecoder lines = new Pop3LineDecoder(config);
    return new EmbeddedChannel(lines, new Pop3ClientCodec(lines, config));
  }

  private static final class Driver implements EmbeddedTranscript.Driver {
    @Override
    public void send(EmbeddedChannel channel, String line) {
      channel.writeOutbound(request(new String(line.getBytes(ISO_8859_1), UTF_8)));
    }

    @Override
    public void startTls(EmbeddedChannel channel) {}
  }

  private static Pop3Request request(String line) {
    String[] words = line.split(" ", -1);
    boolean argument = words.length > 1;
    return switch (words[0]) {
      case "CAPA" -> Pop3Requests.capa();
      case "STLS" -> Pop3Requests.stls();
      case "USER" -> Pop3Requests.user(line.substring(5));
      case "PASS" -> Pop3Requests.pass(line.substring(5));
      case "AUTH" ->
          words.length > 2 ? Pop3Requests.auth(words[1], words[2]) : Pop3Requests.auth(words[1]);
      case "STAT" -> Pop3Requests.stat();
      case "LIST" -> argument ? Pop3Requests.list(number(words[1])) : Pop3Requests.list();
      case "UIDL" -> argument ? Pop3Requests.uidl(number(words[1])) : Pop3Requests.uidl();
      case "RETR" -> Pop3Requests.retr(number(words[1]));
      case "TOP" -> Pop3Requests.top(number(words[1]), number(words[2]));
      case "DELE" -> Pop3Requests.dele(number(words[1]));
      case "NOOP" -> Pop3Requests.noop();
      case "RSET" -> Pop3Requests.rset();
      case "QUIT" -> Pop3Requests.quit();
      default -> Pop3Requests.authContinuation(line);
    };
  }

  private static int number(String word) {
    return Integer.parseInt(word);
  }
}
