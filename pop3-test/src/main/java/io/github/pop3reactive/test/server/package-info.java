// SPDX-License-Identifier: Apache-2.0
/** POP3 servers on real loopback sockets: scripted word by word, or with maildrops and faults. */
@NullMarked
package io.github.pop3reactive.test.server;

import org.jspecify.annotations.NullMarked;
