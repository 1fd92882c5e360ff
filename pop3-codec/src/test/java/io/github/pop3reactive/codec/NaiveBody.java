// SPDX-License-Identifier: Apache-2.0
package io.github.pop3reactive.codec;

/**
 * The body of a multi-line reply, read the slow and obvious way (RFC 1939 section 3): line by line
 * up to CRLF, the first dot of each line taken away.
 *
 * @param content what the server wanted to say
 * @param ended whether there was a line with a single dot
 * @param rest what is behind that line
 */
record NaiveBody(String content, boolean ended, String rest) {

  static NaiveBody read(String octets) {
    StringBuilder content = new StringBuilder();
    int start = 0;
    while (start < octets.length()) {
      int crlf = octets.indexOf("\r\n", start);
      int end = crlf < 0 ? octets.length() : crlf + 2;
      String line = octets.substring(start, end);
      if (line.equals(".\r\n")) {
        return new NaiveBody(content.toString(), true, octets.substring(end));
      }
      content.append(line.startsWith(".") ? line.substring(1) : line);
      start = end;
    }
    return new NaiveBody(content.toString(), false, "");
  }
}
