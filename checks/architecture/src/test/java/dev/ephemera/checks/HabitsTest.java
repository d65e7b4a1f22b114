package dev.ephemera.checks;

import static com.tngtech.archunit.core.domain.JavaCall.Predicates.target;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.assignableTo;
import static com.tngtech.archunit.core.domain.properties.HasName.Predicates.nameMatching;
import static com.tngtech.archunit.core.domain.properties.HasOwner.Predicates.With.owner;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.GeneralCodingRules.NO_CLASSES_SHOULD_ACCESS_STANDARD_STREAMS;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaCall;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;

/** What no code of ours does: print, sleep, start work on a pool that nobody chose. */
@AnalyzeClasses(packages = "dev.ephemera", importOptions = ImportOption.DoNotIncludeTests.class)
final class HabitsTest {

    private static final DescribedPredicate<JavaCall<?>> ASYNC_WITHOUT_EXECUTOR = DescribedPredicate.describe(
            "call CompletableFuture.*Async without an executor",
            call -> call.getTargetOwner().isEquivalentTo(CompletableFuture.class)
                    && call.getName().endsWith("Async")
                    && call.getTarget().getRawParameterTypes().stream()
                            .noneMatch(type -> type.isEquivalentTo(Executor.class)));

    /** The emulator's program prints its address: that is what it is started for. */
    private static final DescribedPredicate<JavaClass> LIBRARY = DescribedPredicate.describe(
            "belong to a library", type -> !type.getPackageName().equals("dev.ephemera.emulator.internal.cli"));

    @ArchTest
    static void library_printsNothing(JavaClasses classes) {
        NO_CLASSES_SHOULD_ACCESS_STANDARD_STREAMS.check(classes.that(LIBRARY));
    }

    @ArchTest
    static final ArchRule code_neverSleeps = noClasses().should().callMethod(Thread.class, "sleep", long.class);

    @ArchTest
    static final ArchRule futures_runOnThreadsThatWeChose =
            noClasses().should().callMethodWhere(ASYNC_WITHOUT_EXECUTOR);

    @ArchTest
    static final ArchRule exceptions_areNotPrinted = noClasses()
            .should()
            .callMethodWhere(target(nameMatching("printStackTrace"))
                    .and(target(owner(assignableTo(Throwable.class))))
                    .and(DescribedPredicate.describe(
                            "without arguments",
                            (JavaCall<?> call) ->
                                    call.getTarget().getRawParameterTypes().isEmpty())));
}
