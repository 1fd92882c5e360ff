// SPDX-License-Identifier: Apache-2.0
package io.github.pop3reactive.test.dovecot;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Inherited;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * Disables a test or test class, with the reason in the report, where there is no Docker engine to
 * be used.
 *
 * <p>Where the environment variable {@code POP3_REQUIRE_CONTAINERS} is {@code true} it fails
 * instead, so that a build meant to have containers cannot pass without them. On a class it is
 * decided before anything of the class runs, {@code @BeforeAll} methods included.
 */
@Documented
@Inherited
@Retention(RetentionPolicy.RUNTIME)
@Target({ElementType.TYPE, ElementType.METHOD})
@ExtendWith(DockerCondition.class)
public @interface RequiresDocker {}
