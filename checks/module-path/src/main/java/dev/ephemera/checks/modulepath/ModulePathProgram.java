package dev.ephemera.checks.modulepath;

import dev.ephemera.types.LiveServerMessage;
import tools.jackson.databind.ObjectMapper;

/** Reads the message that it is given and writes it again, or says what module it is not in. */
final class ModulePathProgram {

    private ModulePathProgram() {}

    /**
     * Prints the name of the types' module and the message as it is written again.
     *
     * @param arguments one message in JSON
     */
    public static void main(String[] arguments) {
        ObjectMapper mapper = new ObjectMapper();
        LiveServerMessage message = mapper.readValue(arguments[0], LiveServerMessage.class);
        System.out.println(LiveServerMessage.class.getModule().getName());
        System.out.println(message.toBuilder().build().equals(message));
        System.out.println(mapper.writeValueAsString(message));
    }
}
