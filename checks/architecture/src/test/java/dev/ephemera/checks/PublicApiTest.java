package dev.ephemera.checks;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.codeUnits;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.fields;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.methods;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaCodeUnit;
import com.tngtech.archunit.core.domain.JavaMember;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import java.util.List;

/** What users see: no tool of ours, no checked exception from what they call, no constructor where a factory belongs. */
@AnalyzeClasses(packages = "dev.ephemera", importOptions = ImportOption.DoNotIncludeTests.class)
final class PublicApiTest {

    private static final List<String> TOOLS = List.of(
            "okhttp3.", "okio.", "retrofit2.", "kotlin.", "tools.jackson.", "com.fasterxml.", "org.immutables.");

    /** The one type of OkHttp that users may hand in, and get back from the options that hold it. */
    private static final String CALLERS_CLIENT = "okhttp3.OkHttpClient";

    private static final DescribedPredicate<JavaClass> API = DescribedPredicate.describe(
            "are public API",
            type -> type.getPackageName().startsWith("dev.ephemera")
                    && !type.getPackageName().contains(".internal")
                    && !type.getPackageName().startsWith("dev.ephemera.checks")
                    && type.getModifiers().contains(JavaModifier.PUBLIC));

    /** Immutables writes a builder for ours to extend, in a class that users cannot see. */
    private static final DescribedPredicate<JavaClass> WRITTEN_BY_HAND = DescribedPredicate.describe(
            "are written by hand", type -> !type.getFullName().startsWith(type.getPackageName() + ".Immutable"));

    private static final DescribedPredicate<JavaMember> VISIBLE = DescribedPredicate.describe(
            "are seen by users",
            member -> API.test(member.getOwner())
                    && (member.getModifiers().contains(JavaModifier.PUBLIC)
                            || member.getModifiers().contains(JavaModifier.PROTECTED))
                    && !member.getModifiers().contains(JavaModifier.SYNTHETIC));

    @ArchTest
    static final ArchRule signatures_showNoTool = codeUnits()
            .that(VISIBLE)
            .should(new ArchCondition<JavaCodeUnit>("show no tool") {
                @Override
                public void check(JavaCodeUnit unit, ConditionEvents events) {
                    unit.getRawParameterTypes().forEach(type -> refuse(unit, type, events));
                    refuse(unit, unit.getRawReturnType(), events);
                }
            });

    private static void refuse(JavaCodeUnit unit, JavaClass type, ConditionEvents events) {
        String name = type.getBaseComponentType().getName();
        if (TOOLS.stream().anyMatch(name::startsWith) && !name.equals(CALLERS_CLIENT)) {
            events.add(SimpleConditionEvent.violated(unit, unit.getFullName() + " shows " + name));
        }
    }

    /** Users write it and we call it: what it may throw is our burden, not theirs. */
    private static final DescribedPredicate<JavaMember> CALLBACK = DescribedPredicate.describe(
            "are callbacks", member -> member.getOwner().isAnnotatedWith(FunctionalInterface.class));

    @ArchTest
    static final ArchRule methods_throwNoCheckedException = methods()
            .that(VISIBLE)
            .and(DescribedPredicate.not(CALLBACK))
            .should(new ArchCondition<>("throw no checked exception") {
                @Override
                public void check(com.tngtech.archunit.core.domain.JavaMethod method, ConditionEvents events) {
                    method.getThrowsClause().getTypes().stream()
                            .filter(thrown -> !thrown.isAssignableTo(RuntimeException.class)
                                    && !thrown.isAssignableTo(Error.class))
                            .forEach(thrown -> events.add(SimpleConditionEvent.violated(
                                    method, method.getFullName() + " throws " + thrown.getName())));
                }
            });

    @ArchTest
    static final ArchRule fields_areNeverSeen = fields().that(VISIBLE)
            .should()
            .beStatic()
            .andShould()
            .beFinal()
            .because("an accessor can be replaced later, a field cannot");

    @ArchTest
    static final ArchRule classes_areFinalOrMeantToBeExtended = classes()
            .that(API)
            .and()
            .areNotInterfaces()
            .and()
            .areNotAssignableTo(Throwable.class)
            .and()
            .areNotEnums()
            .and(WRITTEN_BY_HAND)
            .should()
            .haveModifier(JavaModifier.FINAL)
            .orShould()
            .haveModifier(JavaModifier.ABSTRACT);

    @ArchTest
    static final ArchRule names_sayWhatAClassIs = classes()
            .that()
            .resideInAPackage("dev.ephemera..")
            .should()
            .haveNameNotMatching(".*(Helper|Utils?|Manager)");
}
