package dev.ephemera.benchmarks.pure;

import dev.ephemera.types.Blob;
import dev.ephemera.types.Bytes;
import dev.ephemera.types.LiveClientMessage;
import dev.ephemera.types.LiveClientRealtimeInput;
import java.nio.charset.StandardCharsets;
import java.util.Random;

/** What goes over the wire; a server's messages are laid out as the service lays them out. Pure. */
public final class WireSamples {

    /** A setup with all that a Live session of the Developer API commonly sets. */
    static final String SETUP = """
            {
              "model": "models/gemini-live-2.5-flash-preview",
              "generationConfig": {
                "responseModalities": ["AUDIO"],
                "temperature": 0.7,
                "topP": 0.95,
                "topK": 40,
                "maxOutputTokens": 2048,
                "seed": 7,
                "mediaResolution": "MEDIA_RESOLUTION_MEDIUM",
                "speechConfig": {
                  "voiceConfig": {"prebuiltVoiceConfig": {"voiceName": "Kore"}},
                  "languageCode": "en-GB"
                },
                "thinkingConfig": {"includeThoughts": true, "thinkingBudget": 512}
              },
              "systemInstruction": {
                "parts": [
                  {"text": "You help the customers of a shop with their orders."},
                  {"text": "Be brief, and never promise a date."}
                ]
              },
              "tools": [
                {
                  "functionDeclarations": [
                    {
                      "name": "find_order",
                      "description": "Finds an order by its number.",
                      "parameters": {
                        "type": "OBJECT",
                        "properties": {
                          "number": {"type": "STRING", "description": "The order's number."},
                          "year": {"type": "INTEGER", "minimum": 2000}
                        },
                        "required": ["number"]
                      }
                    }
                  ]
                },
                {"googleSearch": {}}
              ],
              "realtimeInputConfig": {
                "automaticActivityDetection": {
                  "startOfSpeechSensitivity": "START_SENSITIVITY_HIGH",
                  "prefixPaddingMs": 20,
                  "silenceDurationMs": 300
                },
                "activityHandling": "START_OF_ACTIVITY_INTERRUPTS",
                "turnCoverage": "TURN_INCLUDES_ONLY_ACTIVITY"
              },
              "sessionResumption": {},
              "contextWindowCompression": {"triggerTokens": "25600", "slidingWindow": {"targetTokens": "12800"}},
              "inputAudioTranscription": {},
              "outputAudioTranscription": {}
            }
            """;

    /** A piece of text from the model, at the end of a turn. */
    static final String TEXT = """
            {
              "serverContent": {
                "modelTurn": {
                  "parts": [
                    {
                      "text": "Your order 4711 left our store in Zürich on Monday and is on its way to you."
                    }
                  ]
                },
                "turnComplete": true
              },
              "usageMetadata": {
                "promptTokenCount": 515,
                "responseTokenCount": 31,
                "totalTokenCount": 546,
                "promptTokensDetails": [
                  {
                    "modality": "TEXT",
                    "tokenCount": 515
                  }
                ],
                "responseTokensDetails": [
                  {
                    "modality": "TEXT",
                    "tokenCount": 31
                  }
                ]
              }
            }
            """;

    /** Two functions that the model calls. */
    static final String TOOL_CALL = """
            {
              "toolCall": {
                "functionCalls": [
                  {
                    "id": "function-call-1",
                    "name": "find_order",
                    "args": {
                      "number": "4711",
                      "year": 2026,
                      "states": [
                        "open",
                        "sent"
                      ]
                    }
                  },
                  {
                    "id": "function-call-2",
                    "name": "find_customer",
                    "args": {
                      "name": "Ada",
                      "near": {
                        "latitude": 47.37,
                        "longitude": 8.54
                      }
                    }
                  }
                ]
              }
            }
            """;

    private WireSamples() {}

    /**
     * Makes noise, which no codec finds easier than speech.
     *
     * @param bytes how many, an even number
     * @return PCM of 16 bits
     */
    public static Bytes pcm(int bytes) {
        byte[] pcm = new byte[bytes];
        new Random(1).nextBytes(pcm);
        return Bytes.copyOf(pcm);
    }

    /**
     * Makes a message with audio of a client.
     *
     * @param bytes how much PCM it holds
     * @return the message
     */
    public static LiveClientMessage clientAudio(int bytes) {
        Blob audio =
                Blob.builder().mimeType("audio/pcm;rate=16000").data(pcm(bytes)).build();
        return LiveClientMessage.builder()
                .realtimeInput(LiveClientRealtimeInput.builder().audio(audio).build())
                .build();
    }

    /**
     * Makes the text of a message with audio of the model.
     *
     * @param bytes how much PCM it holds
     * @return JSON in UTF-8
     */
    public static byte[] serverAudio(int bytes) {
        return utf8("""
                {
                  "serverContent": {
                    "modelTurn": {
                      "parts": [
                        {
                          "inlineData": {
                            "mimeType": "audio/pcm;rate=24000",
                            "data": "%s"
                          }
                        }
                      ]
                    }
                  }
                }
                """.formatted(pcm(bytes).toBase64()));
    }

    /**
     * Makes the text of a message with text of the model.
     *
     * @return JSON in UTF-8
     */
    public static byte[] serverText() {
        return utf8(TEXT);
    }

    static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
