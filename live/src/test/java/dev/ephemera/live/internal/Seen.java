package dev.ephemera.live.internal;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ephemera.live.LiveConnectException;
import dev.ephemera.live.LiveEvent;
import dev.ephemera.live.LiveSendException;
import dev.ephemera.live.SessionEnd;
import dev.ephemera.transport.ApiException;
import dev.ephemera.transport.RateLimitException;
import java.util.concurrent.CancellationException;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What a caller sees, in one line: of exceptions and ends all that they say. */
final class Seen {

    private Seen() {}

    static String of(Throwable thrown) {
        assertThat(TestLive.trace(thrown)).doesNotContain(TestLive.KEY, TestLive.TOKEN);
        if (thrown instanceof LiveConnectException failure) {
            assertConsistent(failure);
        }
        if (thrown instanceof CancellationException) {
            return "`CancellationException`"; // what it says beside is the JDK's, and differs with its version
        }
        String reason = thrown instanceof LiveSendException failure ? " `" + failure.reason() + "`" : "";
        return "`" + thrown.getClass().getSimpleName() + "`" + reason
                + (thrown.getMessage() == null ? "" : ": " + thrown.getMessage()) + cause(thrown);
    }

    /** The message says what the accessors say. */
    private static void assertConsistent(LiveConnectException failure) {
        failure.closeCode().ifPresent(code -> assertThat(failure).hasMessageContaining("close code " + code));
        failure.httpStatus().ifPresent(status -> {
            assertThat(failure).hasMessageContaining("HTTP status " + status);
            assertThat(failure.getCause()).isInstanceOf(ApiException.class);
        });
        assertThat(failure.closeCode().isPresent() && failure.httpStatus().isPresent())
                .isFalse();
        assertThat(failure).hasMessageContaining(failure.reason());
        assertThat(failure.likelyCauses())
                .allSatisfy(likely -> assertThat(failure).hasMessageContaining(likely))
                .hasSizeLessThanOrEqualTo(failure.getMessage().contains(" Likely: ") ? 9 : 0);
    }

    private static String cause(Throwable thrown) {
        if (thrown.getCause() == null) {
            return "";
        }
        String retry = thrown.getCause() instanceof RateLimitException limit
                ? limit.retryAfter().map(after -> ", `retryAfter` " + after).orElse("")
                : "";
        return " (cause `" + thrown.getCause().getClass().getSimpleName() + "`" + retry + ")";
    }

    static String of(SessionEnd end) {
        assertThat(end.toString()).doesNotContain(TestLive.KEY, TestLive.TOKEN);
        end.cause().ifPresent(cause -> assertThat(TestLive.trace(cause)).doesNotContain(TestLive.KEY));
        return "`" + end.kind() + "` by `" + end.by() + "`, " + end.code()
                + (end.reason().isEmpty() ? "" : ": " + end.reason())
                + (end.reason().endsWith(".") ? "" : ".")
                + (end.likelyCauses().isEmpty() ? "" : " Likely: " + String.join("; or ", end.likelyCauses()) + ".")
                + end.cause()
                        .map(cause -> " (cause `" + cause.getClass().getSimpleName() + "`)")
                        .orElse("")
                + (end.unsent().isEmpty() ? "" : " (" + end.unsent().size() + " unsent)");
    }

    static String of(LiveEvent event) {
        String name = "`" + event.getClass().getSimpleName() + "`";
        if (event instanceof LiveEvent.Text text) {
            return name + " " + text.text();
        }
        return event instanceof LiveEvent.Unrecognized frame
                ? name + (frame.malformed().isEmpty() ? "" : " `" + frame.malformed() + "`")
                : name;
    }

    /** Compares with what a row says; … stands for anything. */
    static void assertMatches(String expected, String actual) {
        String pattern = Stream.of(expected.split("…", -1)).map(Pattern::quote).collect(Collectors.joining(".*"));
        if (!Pattern.compile(pattern, Pattern.DOTALL).matcher(actual).matches()) {
            assertThat(actual).isEqualTo(expected); // shows both
        }
    }
}
