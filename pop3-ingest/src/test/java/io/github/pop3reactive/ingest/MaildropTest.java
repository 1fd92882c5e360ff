// SPDX-License-Identifier: Apache-2.0
package io.github.pop3reactive.ingest;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.pop3reactive.session.ScanListing;
import io.github.pop3reactive.session.UniqueId;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class MaildropTest {

  /** New mail between UIDL and LIST, or the other way round, is only in one of them. */
  @Test
  void takesOnlyWhatBothListingsHave() {
    Maildrop maildrop =
        new Maildrop(
            List.of(new UniqueId(1, "a"), new UniqueId(3, "c"), new UniqueId(4, "d")),
            Map.of(
                1, new ScanListing(1, 10), 2, new ScanListing(2, 20), 3, new ScanListing(3, 30)));
    assertThat(maildrop.messages()).extracting(Maildrop.Listed::number).containsExactly(1, 3);
    assertThat(maildrop.notListed(Set.of(new MessageKey("d", 0)))).isEmpty();
    assertThat(maildrop.unidentified()).isEmpty();
  }

  @Test
  void keepsMessagesWithoutUniqueIdApart() {
    Maildrop maildrop =
        new Maildrop(
            List.of(new UniqueId(1, ""), new UniqueId(2, "b"), new UniqueId(3, "")),
            Map.of(
                1, new ScanListing(1, 10), 2, new ScanListing(2, 20), 3, new ScanListing(3, 30)));
    assertThat(maildrop.messages()).extracting(Maildrop.Listed::number).containsExactly(2);
    assertThat(maildrop.unidentified()).containsExactly(1, 3);
    MessageKey b = new MessageKey("b", 0);
    assertThat(maildrop.deletable(Set.of(b))).isEqualTo(Map.of(2, b));
  }
}
