// SPDX-License-Identifier: Apache-2.0
package io.github.pop3reactive.codec;

/**
 * An extended response code (RFC 2449 section 8, RFC 3206, RFC 6856), such as {@code IN-USE} or
 * {@code SYS/TEMP}. Codes are hierarchical and compared without regard to case.
 *
 * @param value the code as the server sent it, without brackets
 */
public record ResponseCode(String value) {

  /**
   * Returns whether this code is {@code level} or a refinement of it: {@code SYS/TEMP/disk} is a
   * {@code SYS/TEMP} and a {@code SYS}, but {@code SYSTEM} is not a {@code SYS}. So is {@code
   * LOGIN-DELAY 300} a {@code LOGIN-DELAY}: what some servers put behind a blank is no level.
   */
  public boolean is(String level) {
    return value.regionMatches(true, 0, level, 0, level.length())
        && (value.length() == level.length()
            || value.charAt(level.length()) == '/'
            || value.charAt(level.length()) == ' ');
  }

  @Override
  public String toString() {
    return value;
  }
}
