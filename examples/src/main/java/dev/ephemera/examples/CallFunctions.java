package dev.ephemera.examples;

import dev.ephemera.live.LiveEvent;
import dev.ephemera.live.LiveSession;
import dev.ephemera.live.LiveTools;
import dev.ephemera.live.SessionOptions;
import dev.ephemera.live.Turn;
import dev.ephemera.types.AudioTranscriptionConfig;
import dev.ephemera.types.FunctionDeclaration;
import dev.ephemera.types.LiveConnectConfig;
import dev.ephemera.types.Modality;
import dev.ephemera.types.Schema;
import dev.ephemera.types.Type;
import java.util.Map;

/** How does the model call functions of mine? */
public final class CallFunctions {

    private CallFunctions() {}

    /**
     * Runs the example.
     *
     * @param args not used
     */
    public static void main(String[] args) {
        LiveTools tools = LiveTools.builder()
                .function(
                        FunctionDeclaration.builder()
                                .name("set_light")
                                .description("Sets the light of a room.")
                                .parameters(Schema.builder()
                                        .type(Type.OBJECT)
                                        .putProperties(
                                                "room",
                                                Schema.builder()
                                                        .type(Type.STRING)
                                                        .build())
                                        .putProperties(
                                                "brightness",
                                                Schema.builder()
                                                        .type(Type.INTEGER)
                                                        .description("percent")
                                                        .build())
                                        .addRequired("room", "brightness")
                                        .build())
                                .build(),
                        call -> { // on a thread of its own; what it throws is told to the model
                            String room = call.arguments().string("room");
                            long percent = call.arguments().integer("brightness");
                            return Map.of("room", room, "brightness", percent);
                        })
                .build();
        SessionOptions options = SessionOptions.builder().tools(tools).build();

        LiveConnectConfig config = LiveConnectConfig.builder()
                .addResponseModalities(Modality.AUDIO)
                .outputAudioTranscription(AudioTranscriptionConfig.builder().build())
                .build();
        try (Service service = Service.fromEnvironment();
                LiveSession session = service.backend().live().connect(Service.model(), config, options)) {
            session.sendText("Please set_light in the kitchen to 40 percent.");
            Turn answer = session.turn(event -> {
                if (event instanceof LiveEvent.ToolFailed failed) {
                    System.out.println("It did not work: " + failed.cause());
                }
            });
            answer.functionCalls()
                    .forEach(call -> System.out.println("Called " + call.name().orElse("") + " with "
                            + call.args().orElseThrow()));
            System.out.println(answer.text() + answer.outputTranscript());
        }
    }
}
