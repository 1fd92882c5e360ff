// SPDX-License-Identifier: Apache-2.0
package io.github.pop3reactive.benchmarks.server;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.pop3reactive.benchmarks.server.ServerFlight.Kind;
import java.util.Arrays;
import java.util.HexFormat;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The first flight of a server, made by hand and cut anywhere. */
class ServerFlightTest {
  private static final String RANDOM = "11".repeat(32);
  private static final String RETRY =
      "cf21ad74e59a6111be1d8c021e65b891c2a211167abb8c5e079e09e2c8a8339c";
  private static final String VERSION_13 = "002b00020304";
  private static final String KEY_SHARE = "003300020001";
  private static final String PRE_SHARED_KEY = "002900020000";
  private static final String CHANGE_CIPHER_SPEC = "140303000101";
  private static final String ENCRYPTED = "170303000400112233";
  private static final String CERTIFICATE = record(message("0b", "000000"));
  private static final String TICKET = record(message("04", "000000000000"));

  @ParameterizedTest
  @CsvSource({
    "TLS13, FULL",
    "TLS13_RESUMED, RESUMED",
    "TLS13_RETRY, FULL",
    "TLS13_RETRY_RESUMED, RESUMED",
    "TLS12, FULL",
    "TLS12_ONE_RECORD, FULL",
    "TLS12_RESUMED, RESUMED",
    "TLS12_RESUMED_BY_TICKET, RESUMED",
    "ALERT, UNDECIDED"
  })
  void tells(String flight, Kind kind) {
    byte[] wire = HexFormat.of().parseHex(wire(flight));
    for (int cut = 0; cut <= wire.length; cut++) {
      ServerFlight watched = new ServerFlight();
      watched.add(Arrays.copyOf(wire, cut));
      if (watched.isUndecided()) {
        watched.add(Arrays.copyOfRange(wire, cut, wire.length));
      }
      assertThat(watched.kind()).as("cut at %d", cut).isEqualTo(kind);
    }
  }

  private static String wire(String flight) {
    String hello13 = record(hello(RANDOM, VERSION_13 + KEY_SHARE));
    String resumed13 = record(hello(RANDOM, VERSION_13 + KEY_SHARE + PRE_SHARED_KEY));
    String retry = record(hello(RETRY, VERSION_13 + KEY_SHARE)) + CHANGE_CIPHER_SPEC;
    String hello12 = record(hello(RANDOM, "ff01000100"));
    return switch (flight) {
      case "TLS13" -> hello13 + CHANGE_CIPHER_SPEC + ENCRYPTED;
      case "TLS13_RESUMED" -> resumed13 + CHANGE_CIPHER_SPEC + ENCRYPTED;
      case "TLS13_RETRY" -> retry + hello13 + ENCRYPTED;
      case "TLS13_RETRY_RESUMED" -> retry + resumed13 + ENCRYPTED;
      case "TLS12" -> hello12 + CERTIFICATE;
      case "TLS12_ONE_RECORD" ->
          record(hello(RANDOM, "ff01000100") + message("0b", "000000") + message("0e", ""));
      case "TLS12_RESUMED" -> hello12 + CHANGE_CIPHER_SPEC + record("00".repeat(40));
      case "TLS12_RESUMED_BY_TICKET" -> hello12 + TICKET + CHANGE_CIPHER_SPEC;
      default -> "15030300020228";
    };
  }

  private static String hello(String random, String extensions) {
    return message(
        "02",
        "0303"
            + random
            + "20"
            + "22".repeat(32)
            + "1301"
            + "00"
            + number(extensions, 4)
            + extensions);
  }

  private static String message(String type, String body) {
    return type + number(body, 6) + body;
  }

  private static String record(String content) {
    return "160303" + number(content, 4) + content;
  }

  private static String number(String hex, int digits) {
    return String.format("%0" + digits + "x", hex.length() / 2);
  }
}
