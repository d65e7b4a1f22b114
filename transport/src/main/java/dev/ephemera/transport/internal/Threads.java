package dev.ephemera.transport.internal;

import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.atomic.AtomicInteger;

/** Threads that never keep a program alive. */
public final class Threads {

    private Threads() {}

    /** Makes daemon threads with a name and a number. */
    public static ThreadFactory daemons(String name) {
        AtomicInteger number = new AtomicInteger();
        return task -> {
            Thread thread = new Thread(task, name + "-" + number.incrementAndGet());
            thread.setDaemon(true);
            return thread;
        };
    }

    /** One thread a task: virtual where the platform has them, daemons otherwise. */
    public static ExecutorService perTask(String name) {
        try {
            ThreadFactory virtual = virtual(name); // a class that is not there is found out cheaper than a method
            return (ExecutorService) Executors.class
                    .getMethod("newThreadPerTaskExecutor", ThreadFactory.class)
                    .invoke(null, virtual);
        } catch (ReflectiveOperationException e) {
            return Executors.newCachedThreadPool(daemons(name));
        }
    }

    /** {@code Thread.ofVirtual().name(name + "-", 1).factory()}, which this release cannot name. */
    private static ThreadFactory virtual(String name) throws ReflectiveOperationException {
        Class<?> builder = Class.forName("java.lang.Thread$Builder");
        Object virtual = Thread.class.getMethod("ofVirtual").invoke(null);
        Object named = builder.getMethod("name", String.class, long.class).invoke(virtual, name + "-", 1L);
        return (ThreadFactory) builder.getMethod("factory").invoke(named);
    }
}
