package dev.ephemera.live.internal;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ephemera.live.LiveEvent;
import dev.ephemera.transport.internal.Threads;
import dev.ephemera.transport.internal.UserThreads;
import dev.ephemera.types.LiveServerMessage;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Flow;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.TestInstance;
import org.opentest4j.TestAbortedException;
import org.reactivestreams.tck.TestEnvironment;
import org.reactivestreams.tck.flow.FlowPublisherVerification;
import org.testng.SkipException;

/** The Reactive Streams TCK, whose tests are TestNG's, run one by one. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class PublisherTckTest {

    /** How long the kit waits for what must happen, in ms; what must not happen it awaits shorter. */
    private static final TestEnvironment WAITS = new TestEnvironment(3_000, 50, 3_000);

    /** What the kit itself leaves to people, and several subscribers at once, of which a session has one. */
    private static final List<String> NOT_OURS = List.of("untested_", "optional_spec111_");

    private static final LiveServerMessage NOTHING = LiveServerMessage.builder().build();

    /** Those that a rule has left in the middle of the stream. */
    private final Queue<InboundBuffer> buffers = new ConcurrentLinkedQueue<>();

    private volatile boolean over;
    private ExecutorService threads;

    @BeforeAll
    void start() {
        threads = Threads.perTask("tck");
    }

    @AfterAll
    void stop() throws InterruptedException {
        over = true;
        buffers.forEach(InboundBuffer::refuseMore);
        threads.shutdown();
        assertThat(threads.awaitTermination(20, TimeUnit.SECONDS)).isTrue();
    }

    private final class Verification extends FlowPublisherVerification<LiveEvent> {

        Verification() {
            super(WAITS);
        }

        @Override
        public Flow.Publisher<LiveEvent> createFlowPublisher(long elements) {
            InboundBuffer buffer = new InboundBuffer(1 << 20);
            buffers.add(buffer);
            threads.execute(() -> {
                for (long i = 0; i < elements && !over; i++) {
                    buffer.put(NOTHING, List.of(new LiveEvent.Text(NOTHING, Long.toString(i))), 1);
                }
                buffer.end();
            });
            return new ReceivedPublisher<>(buffer, new UserThreads(threads));
        }

        /** A second subscriber is refused. */
        @Override
        public Flow.Publisher<LiveEvent> createFailedFlowPublisher() {
            ReceivedPublisher<LiveEvent> taken =
                    new ReceivedPublisher<>(new InboundBuffer(1), new UserThreads(threads));
            taken.subscribe(new ListenerSubscriber(event -> {}, Optional::empty));
            return taken;
        }
    }

    @TestFactory
    Stream<DynamicTest> publisher_keepsTheRulesOfReactiveStreams() {
        List<Method> rules = Arrays.stream(Verification.class.getMethods())
                .filter(method -> method.isAnnotationPresent(org.testng.annotations.Test.class))
                .filter(method -> NOT_OURS.stream().noneMatch(method.getName()::startsWith))
                .sorted(Comparator.comparing(Method::getName))
                .toList();
        assertThat(rules).hasSizeGreaterThan(20);
        return rules.stream().map(rule -> DynamicTest.dynamicTest(rule.getName(), () -> verify(rule)));
    }

    private void verify(Method rule) throws Throwable {
        Verification verification = new Verification();
        verification.setUp();
        try {
            rule.setAccessible(true);
            rule.invoke(verification);
        } catch (InvocationTargetException e) {
            if (e.getCause() instanceof SkipException skipped) {
                throw new TestAbortedException(skipped.getMessage(), skipped);
            }
            throw e.getCause();
        }
    }
}
