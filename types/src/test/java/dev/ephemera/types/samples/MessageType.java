package dev.ephemera.types.samples;

import com.fasterxml.jackson.annotation.JsonProperty;
import dev.ephemera.types.UnknownFields;
import dev.ephemera.types.internal.Descriptors;
import dev.ephemera.types.internal.FieldDescriptor;
import dev.ephemera.types.internal.MessageDescriptor;
import java.lang.reflect.Method;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** One message of the description together with the Java that stands for it, found by reflection. */
public final class MessageType {

    private static final String WIRE_SUFFIX = "OnWire";
    private static final Map<String, MessageType> TYPES = new ConcurrentHashMap<>();

    private final MessageDescriptor descriptor;
    private final Class<?> javaType;
    private final Map<String, Method> accessors = new HashMap<>();

    private MessageType(String name) {
        descriptor = Descriptors.message(name);
        javaType = generatedClass(name);
        for (Method method : javaType.getDeclaredMethods()) {
            JsonProperty property = method.getAnnotation(JsonProperty.class);
            if (property != null) {
                int end = method.getName().length() - WIRE_SUFFIX.length();
                accessors.put(
                        property.value(), method(javaType, method.getName().substring(0, end)));
            }
        }
    }

    /** Every message of the description. */
    public static List<MessageType> all() {
        return Descriptors.messageNames().stream().map(MessageType::of).toList();
    }

    /** The message of a name. */
    public static MessageType of(String name) {
        return TYPES.computeIfAbsent(name, MessageType::new);
    }

    static Class<?> generatedClass(String name) {
        try {
            return Class.forName("dev.ephemera.types." + name);
        } catch (ClassNotFoundException e) {
            throw new LinkageError("Nothing was generated for " + name + ".", e);
        }
    }

    /** What the description says of the message. */
    public MessageDescriptor descriptor() {
        return descriptor;
    }

    /** The generated interface. */
    public Class<?> javaType() {
        return javaType;
    }

    /** The accessor of a field: the one whose value is written under the field's name. */
    public Method accessor(FieldDescriptor field) {
        return Objects.requireNonNull(
                accessors.get(field.jsonName()), () -> javaType + " does not write " + field.jsonName());
    }

    /** Whether a value without the field cannot be built. */
    public boolean required(FieldDescriptor field) {
        Class<?> held = accessor(field).getReturnType();
        return field.cardinality() == FieldDescriptor.Cardinality.SINGLE && held != Optional.class;
    }

    /** Every name that is read as a field. */
    Set<String> names() {
        Set<String> names = new HashSet<>();
        descriptor.fields().forEach(field -> {
            names.add(field.jsonName());
            names.addAll(field.aliases());
        });
        return names;
    }

    /** Builds a value of fields and their plain values: one, a List or a Map. */
    public Object build(Map<FieldDescriptor, Object> values, UnknownFields unknownFields) {
        Object builder = invoke(method(javaType, "builder"), null);
        values.forEach((field, value) -> set(builder, field, value));
        invoke(method(builder.getClass(), "unknownFields", UnknownFields.class), builder, unknownFields);
        return invoke(method(builder.getClass(), "build"), builder);
    }

    private void set(Object builder, FieldDescriptor field, Object value) {
        Method accessor = accessor(field);
        Class<?> held = accessor.getReturnType();
        Method setter = method(builder.getClass(), accessor.getName(), held == List.class ? Iterable.class : held);
        invoke(setter, builder, held == Optional.class ? Optional.of(value) : value);
    }

    private static Method method(Class<?> owner, String name, Class<?>... parameters) {
        try {
            Method method = owner.getMethod(name, parameters);
            method.setAccessible(true); // the builder's methods are public, the class that declares them is hidden
            return method;
        } catch (NoSuchMethodException e) {
            throw new LinkageError(owner + " has no " + name + ".", e);
        }
    }

    private static Object invoke(Method method, @Nullable Object target, Object... arguments) {
        try {
            return method.invoke(target, arguments);
        } catch (ReflectiveOperationException e) {
            throw new LinkageError(method.toString(), e);
        }
    }

    @Override
    public String toString() {
        return descriptor.name();
    }
}
