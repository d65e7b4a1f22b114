package dev.ephemera.emulator.internal.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.ephemera.emulator.EmulatorOptions;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Which names are this machine's own. */
final class LoopbackTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "localhost",
                "LOCALHOST",
                "app.localhost",
                "127.0.0.1",
                "127.8.9.10",
                "::1",
                "[::1]",
                "0:0:0:0:0:0:0:1"
            })
    void host_ofThisMachineAlone_isTaken(String host) {
        assertThat(Loopback.is(host)).isTrue();
        assertThat(EmulatorOptions.builder().host(host).build().host()).isEqualTo(host);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "0.0.0.0",
                "::",
                "192.168.0.1",
                "10.0.0.1",
                "example.com",
                "localhost.example.com",
                "notlocalhost",
                "127.0.0.1.example.com",
                "1127.0.0.1",
                "::11",
                "::ffff:127.0.0.1"
            })
    void host_thatOthersMayReach_isRefusedUnlessTold(String host) {
        assertThat(Loopback.is(host)).isFalse();
        assertThatThrownBy(() -> EmulatorOptions.builder().host(host).build())
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("host is " + host)
                .hasMessageContaining("letOthersReachThis");
        assertThat(EmulatorOptions.builder()
                        .host(host)
                        .letOthersReachThis(true)
                        .build()
                        .host())
                .isEqualTo(host);
    }
}
