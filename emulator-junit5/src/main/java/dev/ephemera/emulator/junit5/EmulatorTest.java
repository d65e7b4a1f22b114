package dev.ephemera.emulator.junit5;

import dev.ephemera.emulator.EmulatorClock;
import dev.ephemera.emulator.EmulatorOptions;
import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Inherited;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * Gives each test an emulator of its own, and a client for it, as parameters: {@code GeminiEmulator}, {@code GeminiClient},
 * {@code EmulatorClock}.
 *
 * <pre>{@code
 * @EmulatorTest(virtualTime = true)
 * class BookingTest {
 *     @Test
 *     void token_afterItsTime_opensNothing(GeminiEmulator emulator, GeminiClient client) { ... }
 * }
 * }</pre>
 *
 * <p>After a test the client and the emulator are closed, and the test fails if it left something behind, see {@link Leftover}. On
 * a method it goes before what the class says. {@link EmulatorExtension} is the form for options that an annotation cannot hold.
 */
@Documented
@Inherited
@Retention(RetentionPolicy.RUNTIME)
@Target({ElementType.TYPE, ElementType.METHOD, ElementType.ANNOTATION_TYPE})
@ExtendWith(AnnotatedEmulator.class)
public @interface EmulatorTest {

    /**
     * Whether the time stands still until the test moves it with {@link EmulatorClock#advance}; the client counts by it too.
     *
     * @return false, the default, for the system's time
     */
    boolean virtualTime() default false;

    /**
     * When a virtual time begins. It is refused without {@link #virtualTime}.
     *
     * @return an instant as {@link java.time.Instant#parse} reads it; 2026-01-01T00:00:00Z by default
     */
    String startsAt() default "";

    /**
     * Whether to serve {@code https} and {@code wss}, with a certificate that the client trusts.
     *
     * @return false by default
     */
    boolean tls() default false;

    /**
     * Models that do not exist.
     *
     * @return as {@link EmulatorOptions#deniedModels()}; none by default
     */
    String[] deniedModels() default {};

    /**
     * Scripts that the sessions of the test play, as YAML files on the class path, such as {@code /scripts/weather.yaml}; a
     * name without a slash before it is looked for beside the test's class. A file that holds none is refused.
     *
     * @return none by default
     */
    String[] scripts() default {};

    /**
     * What the test may leave behind.
     *
     * @return nothing by default
     */
    Leftover[] mayLeave() default {};
}
