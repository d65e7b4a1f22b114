package dev.ephemera.live;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.util.List;
import org.junit.jupiter.api.Test;

final class LiveConnectExceptionTest {

    @Test
    void failure_whenSerialized_keepsItsLikelyCauses() throws Exception {
        LiveConnectException failure = LiveConnectException.refused(1007, "r", List.of("a", "b"));
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ObjectOutputStream out = new ObjectOutputStream(bytes)) {
            out.writeObject(failure);
        }
        try (ObjectInputStream in = new ObjectInputStream(new ByteArrayInputStream(bytes.toByteArray()))) {
            assertThat(((LiveConnectException) in.readObject()).likelyCauses()).containsExactly("a", "b");
        }
    }
}
