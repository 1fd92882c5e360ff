// SPDX-License-Identifier: Apache-2.0
package io.github.pop3reactive.cli.progress;

import io.github.pop3reactive.cli.console.Octets;
import java.text.DecimalFormat;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import me.tongfei.progressbar.DefaultProgressBarRenderer;
import me.tongfei.progressbar.ProgressBarStyle;
import me.tongfei.progressbar.ProgressState;

/** The library's bar, with octets, rate and counts as people read them. */
final class TotalRenderer extends DefaultProgressBarRenderer {
  private final Counters counters;

  TotalRenderer(Counters counters) {
    super(
        ProgressBarStyle.ASCII,
        "",
        1,
        true,
        new DecimalFormat("0"),
        ChronoUnit.SECONDS,
        false,
        state -> Optional.empty());
    this.counters = counters;
  }

  @Override
  protected String ratio(ProgressState progress) {
    return new Octets(counters.octets()) + "/" + new Octets(counters.expectedOctets());
  }

  @Override
  protected String speed(ProgressState progress) {
    return counters.rate() + "/s, " + counters.messagesText() + ", " + counters.mailboxesText();
  }
}
