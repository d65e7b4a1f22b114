package dev.ephemera.emulator.internal.protojson;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ephemera.emulator.internal.json.Json;
import dev.ephemera.types.internal.Descriptors;
import dev.ephemera.types.internal.EnumDescriptor;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Every spelling that ProtoJSON allows on input, and what it refuses. Apostrophes stand for quotes. */
final class NormaliserTest {

    private static Normalised read(String type, String json) throws Exception {
        return Normaliser.read("v1beta", type, "", Json.parse(json.replace('\'', '"')));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                // names: camel, snake, mixed; the last one counts
                "LiveClientMessage | {'client_content':{'turn_complete':true}} | {'clientContent':{'turnComplete':true}}",
                "LiveClientMessage | {'clientContent':{'turn_complete':true}} | {'clientContent':{'turnComplete':true}}",
                "LiveClientMessage | {'client_content':{'turnComplete':true}} | {'clientContent':{'turnComplete':true}}",
                "LiveClientContent | {'turnComplete':true,'turn_complete':false} | {'turnComplete':false}",
                "LiveClientContent | {'turnComplete':true,'turnComplete':false} | {'turnComplete':false}",
                "LiveClientContent | {'turn_complete':false,'turnComplete':true} | {'turnComplete':true}",
                "Part | {'text':'a','text':'b'} | {'text':'b'}",
                // null is unset
                "LiveClientContent | {'turns':null,'turnComplete':null} | {}",
                "LiveClientContent | {'turnComplete':true,'turn_complete':null} | {}",
                "FunctionDeclaration | {'parametersJsonSchema':null} | {'parametersJsonSchema':null}",
                // int32
                "GenerationConfig | {'topK':40} | {'topK':40}",
                "GenerationConfig | {'topK':40.0} | {'topK':40}",
                "GenerationConfig | {'topK':4e1} | {'topK':40}",
                "GenerationConfig | {'topK':'40'} | {'topK':40}",
                "GenerationConfig | {'topK':'40.0'} | {'topK':40}",
                "GenerationConfig | {'topK':-2147483648} | {'topK':-2147483648}",
                // int64
                "ContextWindowCompressionConfig | {'triggerTokens':'9223372036854775807'} | {'triggerTokens':'9223372036854775807'}",
                "ContextWindowCompressionConfig | {'trigger_tokens':25600} | {'triggerTokens':'25600'}",
                "ContextWindowCompressionConfig | {'triggerTokens':25600.0} | {'triggerTokens':'25600'}",
                "ContextWindowCompressionConfig | {'triggerTokens':1e3} | {'triggerTokens':'1000'}",
                "ContextWindowCompressionConfig | {'triggerTokens':'1e3'} | {'triggerTokens':'1000'}",
                "ContextWindowCompressionConfig | {'triggerTokens':'-5'} | {'triggerTokens':'-5'}",
                // float
                "GenerationConfig | {'temperature':1} | {'temperature':1}",
                "GenerationConfig | {'temperature':0.25} | {'temperature':0.25}",
                "GenerationConfig | {'temperature':'0.25'} | {'temperature':0.25}",
                "GenerationConfig | {'temperature':'NaN'} | {'temperature':'NaN'}",
                "GenerationConfig | {'temperature':'Infinity'} | {'temperature':'Infinity'}",
                "GenerationConfig | {'temperature':'-Infinity'} | {'temperature':'-Infinity'}",
                "GenerationConfig | {'temperature':'1e-3'} | {'temperature':0.001}",
                "Schema | {'minimum':'-1.5','maximum':1e300} | {'minimum':-1.5,'maximum':1E+300}",
                // bytes: both alphabets, padded or not
                "Blob | {'data':'//4A'} | {'data':'//4A'}",
                "Blob | {'data':'__4A'} | {'data':'//4A'}",
                "Blob | {'data':'-_-_'} | {'data':'+/+/'}",
                "Blob | {'data':'AA'} | {'data':'AA=='}",
                "Blob | {'data':'AA=='} | {'data':'AA=='}",
                "Blob | {'data':''} | {'data':''}",
                // enums: by name, or by number where it is known
                "GenerationConfig | {'responseModalities':['AUDIO']} | {'responseModalities':['AUDIO']}",
                "GenerationConfig | {'response_modalities':[3]} | {'responseModalities':['AUDIO']}",
                "GenerationConfig | {'response_modalities':[3.0]} | {'responseModalities':['AUDIO']}",
                "SafetySetting | {'category':11,'threshold':5}"
                        + " | {'category':'HARM_CATEGORY_CIVIC_INTEGRITY','threshold':'OFF'}",
                "Schema | {'type':6} | {'type':'OBJECT'}",
                "ThinkingConfig | {'thinkingLevel':0} | {'thinkingLevel':'THINKING_LEVEL_UNSPECIFIED'}",
                "FunctionResponse | {'scheduling':2} | {'scheduling':'WHEN_IDLE'}",
                // one member of a oneof; null is none
                "Part | {'text':'a','inlineData':null,'thought':true} | {'text':'a','thought':true}",
                "Part | {'inline_data':null,'fileData':{}} | {'fileData':{}}",
                // times
                "AuthTokenResource | {'expireTime':'2030-01-01T00:00:00Z'} | {'expireTime':'2030-01-01T00:00:00Z'}",
                "AuthTokenResource | {'expireTime':'2030-01-01T02:00:00+02:00'} | {'expireTime':'2030-01-01T00:00:00Z'}",
                "AuthTokenResource | {'expireTime':'2030-01-01T00:00:00.123456789Z'} | {'expireTime':'2030-01-01T00:00:00.123456789Z'}",
                "VideoMetadata | {'startOffset':'3.5s','endOffset':'-1s'} | {'startOffset':'3.500s','endOffset':'-1s'}",
                "VideoMetadata | {'startOffset':'0.250s','endOffset':'7.000s'} | {'startOffset':'0.250s','endOffset':'7s'}",
                "VideoMetadata | {'startOffset':'0.2501s','endOffset':'1.123456789s'} | {'startOffset':'0.250100s','endOffset':'1.123456789s'}",
                "AuthTokenResource | {'expire_time':'2030-01-01T00:00:00.1Z'} | {'expireTime':'2030-01-01T00:00:00.100Z'}",
                "AuthTokenResource | {'expireTime':'2030-01-01T00:00:00-00:30'} | {'expireTime':'2030-01-01T00:30:00Z'}",
                // maps, free objects, messages without members
                "LiveClientSetup | {'labels':{'a':'b'}} | {'labels':{'a':'b'}}",
                "FunctionResponse | {'response':{'any_thing':[1,null,{}]}} | {'response':{'any_thing':[1,null,{}]}}",
                "LiveClientRealtimeInput | {'activityStart':{}} | {'activityStart':{}}"
            })
    void read_inEverySpelling_givesTheCanonicalForm(String type, String json, String canonical) throws Exception {
        Normalised read = read(type, json);
        assertThat(read.violations()).isEmpty();
        assertThat(Json.compact(read.message())).isEqualTo(canonical.replace('\'', '"'));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "GenerationConfig | {'topK':40.5} | top_k | Invalid value at 'top_k' (TYPE_INT32), 40.5",
                "GenerationConfig | {'topK':2147483648} | top_k | Invalid value at 'top_k' (TYPE_INT32), 2147483648",
                "GenerationConfig | {'topK':1e999999999} | top_k | Invalid value at 'top_k' (TYPE_INT32), 1E+999999999",
                "GenerationConfig | {'topK':true} | top_k | Invalid value at 'top_k' (TYPE_INT32), true",
                "GenerationConfig | {'topK':''} | top_k | Invalid value at 'top_k' (TYPE_INT32), ''",
                "GenerationConfig | {'topK':'+1'} | top_k | Invalid value at 'top_k' (TYPE_INT32), '+1'",
                "GenerationConfig | {'temperature':1e39} | temperature | Invalid value at 'temperature' (TYPE_FLOAT), 1E+39",
                "GenerationConfig | {'temperature':'inf'} | temperature | Invalid value at 'temperature' (TYPE_FLOAT), 'inf'",
                // enums: a number that is not known, another spelling, another kind
                "GenerationConfig | {'responseModalities':[4]} | response_modalities[0]"
                        + " | Invalid value at 'response_modalities[0]'"
                        + " (type.googleapis.com/google.ai.generativelanguage.v1beta.Modality), 4",
                "GenerationConfig | {'responseModalities':[-1]} | response_modalities[0]"
                        + " | Invalid value at 'response_modalities[0]'"
                        + " (type.googleapis.com/google.ai.generativelanguage.v1beta.Modality), -1",
                "ThinkingConfig | {'thinkingLevel':1} | thinking_level | Invalid value at 'thinking_level'"
                        + " (type.googleapis.com/google.ai.generativelanguage.v1beta.ThinkingLevel), 1",
                "ThinkingConfig | {'thinkingLevel':0.5} | thinking_level | Invalid value at 'thinking_level'"
                        + " (type.googleapis.com/google.ai.generativelanguage.v1beta.ThinkingLevel), 0.5",
                "ThinkingConfig | {'thinkingLevel':'low'} | thinking_level | Invalid value at 'thinking_level'"
                        + " (type.googleapis.com/google.ai.generativelanguage.v1beta.ThinkingLevel), 'low'",
                "ThinkingConfig | {'thinkingLevel':'0'} | thinking_level | Invalid value at 'thinking_level'"
                        + " (type.googleapis.com/google.ai.generativelanguage.v1beta.ThinkingLevel), '0'",
                "ContextWindowCompressionConfig | {'triggerTokens':9223372036854775808} | trigger_tokens"
                        + " | Invalid value at 'trigger_tokens' (TYPE_INT64), 9223372036854775808",
                "Blob | {'data':'A'} | data | Invalid value at 'data' (TYPE_BYTES), 'A'",
                "Blob | {'data':'A*=='} | data | Invalid value at 'data' (TYPE_BYTES), 'A*=='",
                "Blob | {'mimeType':1} | mime_type | Invalid value at 'mime_type' (TYPE_STRING), 1",
                "LiveClientContent | {'turnComplete':'true'} | turn_complete | Invalid value at 'turn_complete' (TYPE_BOOL), 'true'",
                "LiveClientContent | {'turns':{}} | turns"
                        + " | Invalid value at 'turns' (type.googleapis.com/google.ai.generativelanguage.v1beta.Content), {}",
                "LiveClientContent | {'turns':[1]} | turns[0]"
                        + " | Invalid value at 'turns[0]' (type.googleapis.com/google.ai.generativelanguage.v1beta.Content), 1",
                "LiveClientSetup | {'systemInstruction':[]} |"
                        + " | Invalid JSON payload received. Unknown name 'systemInstruction': Proto field is not repeating, cannot start list.",
                "LiveClientSetup | {'labels':{'a':1}} | labels[0].value | Invalid value at 'labels[0].value' (TYPE_STRING), 1",
                "LiveClientSetup | {'Model':'m'} | | Invalid JSON payload received. Unknown name 'Model': Cannot find field.",
                "AuthTokenResource | {'expireTime':'2030-01-01T00:00:00'} | expire_time"
                        + " | Invalid value at 'expire_time' (type.googleapis.com/google.protobuf.Timestamp), '2030-01-01T00:00:00'",
                "AuthTokenResource | {'expireTime':'2030-02-30T00:00:00Z'} | expire_time"
                        + " | Invalid value at 'expire_time' (type.googleapis.com/google.protobuf.Timestamp), '2030-02-30T00:00:00Z'",
                "AuthTokenResource | {'fieldMask':['model']} |"
                        + " | Invalid JSON payload received. Unknown name 'fieldMask': Proto field is not repeating, cannot start list.",
                "AuthTokenResource | {'fieldMask':{'paths':['model']}} | field_mask"
                        + " | Invalid value at 'field_mask' (type.googleapis.com/google.protobuf.FieldMask), {'paths':['model']}",
                "AuthTokenResource | {'expireTime':'2030-01-01 00:00:00Z'} | expire_time"
                        + " | Invalid value at 'expire_time' (type.googleapis.com/google.protobuf.Timestamp), '2030-01-01 00:00:00Z'",
                "AuthTokenResource | {'expireTime':1893456000} | expire_time"
                        + " | Invalid value at 'expire_time' (type.googleapis.com/google.protobuf.Timestamp), 1893456000",
                "VideoMetadata | {'startOffset':'1.1234567890s'} | start_offset"
                        + " | Invalid value at 'start_offset' (type.googleapis.com/google.protobuf.Duration), '1.1234567890s'",
                "VideoMetadata | {'startOffset':3.5} | start_offset"
                        + " | Invalid value at 'start_offset' (type.googleapis.com/google.protobuf.Duration), 3.5",
                "GenerationConfig | {'temperature':'nan'} | temperature | Invalid value at 'temperature' (TYPE_FLOAT), 'nan'",
                "GenerationConfig | {'temperature':false} | temperature | Invalid value at 'temperature' (TYPE_FLOAT), false",
                "LiveClientContent | {'turnComplete':1} | turn_complete | Invalid value at 'turn_complete' (TYPE_BOOL), 1",
                "LiveClientSetup | {'generation_config':{'speech_config':{'x':1}}} | generation_config.speech_config"
                        + " | Invalid JSON payload received. Unknown name 'x' at 'generation_config.speech_config': Cannot find field.",
                "VideoMetadata | {'startOffset':'3.5'} | start_offset"
                        + " | Invalid value at 'start_offset' (type.googleapis.com/google.protobuf.Duration), '3.5'"
            })
    void read_whenAValueIsNoneOfItsKind_saysWhere(String type, String json, String field, String description)
            throws Exception {
        Violation violation = new Violation(
                field == null ? "" : field,
                description
                        .replace("'" + field + "'", "\u0000")
                        .replace('\'', '"')
                        .replace("\u0000", "'" + field + "'"));
        assertThat(read(type, json).violations()).containsExactly(violation);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "Part | {'text':'a','inlineData':{}} | | data | inlineData",
                "Content | {'parts':[{'text':'a'},{'inline_data':{},'text':'b'}]} | parts[1] | data | text",
                "Part | {'functionCall':{},'function_response':{}} | | data | function_response",
                "LiveClientMessage | {'setup':{},'clientContent':{}} | | message_type | clientContent",
                "FunctionResponse | {'parts':[{'inlineData':{},'fileData':{}}]} | parts[0] | data | fileData"
            })
    void read_whenMembersExcludeEachOther_namesTheSecond(
            String type, String json, String path, String oneof, String member) throws Exception {
        String at = path == null ? "" : " at '" + path + "'";
        assertThat(read(type, json).violations())
                .containsExactly(new Violation(
                        path == null ? "" : path,
                        "Invalid value" + at + " (oneof), oneof field '" + oneof + "' is already set. Cannot set '"
                                + member + "'"));
    }

    @Test
    void read_whenAnEnumHasNumbers_knowsNoneThatTheDescriptionDoesNot() throws Exception {
        for (String name : Descriptors.enumerationNames()) {
            EnumDescriptor type = Descriptors.enumeration(name);
            for (long number = 0; EnumNumbers.name(type, number).isPresent(); number++) {
                assertThat(type.values())
                        .contains(EnumNumbers.name(type, number).get());
            }
            assertThat(EnumNumbers.name(type, 0))
                    .isEqualTo(Optional.of(type.values().get(0)));
        }
    }

    @Test
    void read_onV1alpha_knowsWhatOnlyItKnows() throws Exception {
        assertThat(Normaliser.read("v1alpha", "LiveClientSetup", "", Json.parse("{\"proactivity\":{}}"))
                        .valid())
                .isTrue();
        assertThat(Normaliser.read("v1", "LiveClientSetup", "", Json.parse("{\"proactivity\":{}}"))
                        .valid())
                .isFalse();
    }

    @Test
    void read_whenMuchIsWrong_reportsSomeOfIt() throws Exception {
        StringBuilder json = new StringBuilder("{'a':1");
        for (int i = 0; i < 1000; i++) {
            json.append(",'x").append(i).append("':1");
        }
        assertThat(read("LiveClientSetup", json + "}").violations()).hasSize(50);
    }
}
