// SPDX-License-Identifier: Apache-2.0
package io.github.pop3reactive.mime;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.pop3reactive.session.MessageBody;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.apache.james.mime4j.dom.Message;
import org.apache.james.mime4j.dom.SingleBody;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Flux;

class ClosedTwiceTest {
  /** Many, because Mime4j as it comes would use all its other free buffers first. */
  private static final int MESSAGES = 100;

  @Test
  void keepsLaterMessagesApart() throws IOException {
    Retrieved<Message> twice = read("twice");
    twice.close();
    twice.close();

    List<Retrieved<Message>> open = new ArrayList<>();
    for (int i = 0; i < MESSAGES; i++) {
      open.add(read("text " + i));
    }

    for (int i = 0; i < MESSAGES; i++) {
      assertThat(text(open.get(i))).isEqualTo("text " + i);
      open.get(i).close();
    }
  }

  private static Retrieved<Message> read(String text) {
    Flux<ByteBuf> chunks =
        Flux.defer(
            () -> Flux.just(Unpooled.copiedBuffer("\r\n" + text, StandardCharsets.US_ASCII)));
    return MimeReader.create().message(MessageBody.of(chunks, 0)).block(Duration.ofSeconds(20));
  }

  private static String text(Retrieved<Message> message) throws IOException {
    try (InputStream in = ((SingleBody) message.orElseThrow().getBody()).getInputStream()) {
      return new String(in.readAllBytes(), StandardCharsets.US_ASCII);
    }
  }
}
