// SPDX-License-Identifier: Apache-2.0
package io.github.pop3reactive.client;

import java.net.IDN;

/** The form in which a host's name is looked up, asked for with SNI and found in certificates. */
final class HostName {
  private HostName() {}

  /** Returns the name in ASCII; addresses and names in ASCII as they are. */
  static String ascii(String host) {
    if (host.chars().allMatch(c -> c < 0x80)) {
      return host;
    }
    // Java's IDNA 2003 maps these to other names than IDNA 2008 does (UTS 46 section 7).
    if (host.chars().anyMatch(c -> "\u00df\u03c2\u200c\u200d".indexOf(c) >= 0)) {
      throw new IllegalArgumentException(
          "standards differ on the host \"" + host + "\": give it with xn--");
    }
    return IDN.toASCII(host, IDN.USE_STD3_ASCII_RULES);
  }
}
