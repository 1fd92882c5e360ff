// SPDX-License-Identifier: Apache-2.0
package io.github.pop3reactive.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class HostNameTest {

  @ParameterizedTest
  @CsvSource({
    "mail.example.org, mail.example.org",
    "Mail_1.Example.ORG, Mail_1.Example.ORG",
    "xn--bcher-kva.example, xn--bcher-kva.example",
    "b\u00fccher.example, xn--bcher-kva.example",
    "B\u00dcCHER.example, xn--bcher-kva.example",
    "\u4f8b\u3048.\u30c6\u30b9\u30c8, xn--r8jz45g.xn--zckzah",
    "127.0.0.1, 127.0.0.1",
    "2001:db8::1, 2001:db8::1"
  })
  void isAscii(String host, String expected) {
    assertThat(Pop3Client.create().host(host).host()).isEqualTo(expected);
  }

  @ParameterizedTest
  @ValueSource(strings = {"fa\u00df.example", "\u03b2\u03cc\u03bb\u03bf\u03c2.example", "\u00fc b"})
  void isNotGuessed(String host) {
    assertThatThrownBy(() -> Pop3Client.create().host(host))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
