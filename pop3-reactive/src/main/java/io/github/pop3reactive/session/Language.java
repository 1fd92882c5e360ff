// SPDX-License-Identifier: Apache-2.0
package io.github.pop3reactive.session;

/**
 * A language of the server's responses (RFC 6856 section 3).
 *
 * @param tag the language tag, such as {@code de} or {@code es-MX}
 * @param description the name of the language in itself, empty if the server gives none
 */
public record Language(String tag, String description) {

  static Language of(String line) {
    String[] words = line.strip().split("[ \\t]+", 2);
    return new Language(words[0], words.length == 1 ? "" : words[1]);
  }
}
