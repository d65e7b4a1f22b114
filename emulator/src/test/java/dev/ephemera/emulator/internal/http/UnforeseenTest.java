package dev.ephemera.emulator.internal.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import org.eclipse.jetty.websocket.core.exception.CloseException;
import org.eclipse.jetty.websocket.core.exception.MessageTooLargeException;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class UnforeseenTest {

    @ParameterizedTest
    @ValueSource(classes = {OutOfMemoryError.class, StackOverflowError.class, IllegalStateException.class})
    void failure_ofTheEmulator_closesWithoutItsWords(Class<? extends Throwable> kind) throws Exception {
        Throwable failure = kind.getConstructor(String.class).newInstance("Java heap space");
        CloseException close = catchThrowableOfType(CloseException.class, () -> Unforeseen.guard(() -> raise(failure)));
        assertThat(close.getStatusCode()).isEqualTo(1011);
        assertThat(close).hasMessage("Internal error encountered.").hasCause(failure);
    }

    @ParameterizedTest
    @ValueSource(strings = "more than 10 bytes")
    void close_thatIsMeant_staysAsItIs(String why) {
        MessageTooLargeException meant = new MessageTooLargeException(why);
        assertThatThrownBy(() -> Unforeseen.guard(() -> raise(meant))).isSameAs(meant);
    }

    private static void raise(Throwable failure) {
        if (failure instanceof Error error) {
            throw error;
        }
        throw (RuntimeException) failure;
    }
}
