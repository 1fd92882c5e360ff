// SPDX-License-Identifier: Apache-2.0
package io.github.pop3reactive.session;

/**
 * How long a body was that came to its end, and how long LIST had said that it is. The terminator
 * alone tells that a body is whole; many servers list sizes that are not those of what they send,
 * so a difference is no error by itself.
 *
 * @param listed what LIST said, in octets; -1 if the body was not asked for by its listing
 * @param octets how many octets were received, dot-stuffing undone
 * @param lines how many of them are pairs of CR and LF
 */
public record SizeCheck(long listed, long octets, long lines) {
  private static final long SLACK_OCTETS = 1024;

  /** How the two agree. */
  public enum Match {
    /** They are the same. */
    EXACT,
    /** They are the same if a line end counts for one octet, as it does in the server's files. */
    LF_COUNTED,
    /**
     * They differ by at most 1,024 octets: rounded, stuffed dots counted, or a line added in front.
     */
    SLACK,
    /**
     * They differ by more. The size is a lie, or what was sent is not the message as it was stored:
     * worth a look before deleting it.
     */
    WILD,
    /** There is nothing to compare with. */
    UNLISTED
  }

  /** Returns how the two agree. */
  public Match match() {
    if (listed < 0) {
      return Match.UNLISTED;
    }
    if (listed == octets) {
      return Match.EXACT;
    }
    if (listed == octets - lines) {
      return Match.LF_COUNTED;
    }
    return Math.abs(octets - listed) <= SLACK_OCTETS ? Match.SLACK : Match.WILD;
  }
}
