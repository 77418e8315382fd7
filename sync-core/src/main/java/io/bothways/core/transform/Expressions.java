package io.bothways.core.transform;

import dev.cel.bundle.Cel;
import dev.cel.bundle.CelFactory;
import dev.cel.common.CelAbstractSyntaxTree;
import dev.cel.common.CelFunctionDecl;
import dev.cel.common.CelOptions;
import dev.cel.common.CelOverloadDecl;
import dev.cel.common.CelValidationException;
import dev.cel.common.types.CelType;
import dev.cel.common.types.MapType;
import dev.cel.common.types.SimpleType;
import dev.cel.extensions.CelExtensions;
import dev.cel.extensions.CelStringExtensions;
import dev.cel.parser.CelStandardMacro;
import dev.cel.runtime.CelEvaluationException;
import dev.cel.runtime.CelFunctionBinding;
import dev.cel.runtime.CelRuntime;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Expressions of mappings, in CEL. They always end: there is no recursion, iterations are counted, and what goes in and
 * comes out is bounded. They know the values that they are given and nothing else, no time and no chance.
 */
final class Expressions {
    /** Room for any rule that a person can still read. */
    static final int LONGEST = 2_000;
    /** Texts are names, addresses and codes; work on a longer one would cost more than its mapping is worth. */
    static final int LONGEST_TEXT = 10_000;

    private static final int MOST_ITERATIONS = 500;
    private static final int MOST_KEPT = 2_000;
    private static final Cel CEL = language();
    /** Compiling takes a thousand times as long as evaluating. A memory of a pure function, bounded, oldest use first. */
    private static final Map<String, Compiled> KEPT = new LinkedHashMap<>(64, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Compiled> eldest) {
            return size() > MOST_KEPT;
        }
    };

    private Expressions() {}

    /** An expression that was read. */
    sealed interface Compiled {
        /** It can be evaluated to this type. */
        record Ready(CelRuntime.Program program, CelType type) implements Compiled {}

        /** It is no expression; why and where. */
        record Broken(String why) implements Compiled {}
    }

    static Compiled compile(String text) {
        synchronized (KEPT) {
            Compiled kept = KEPT.get(text);
            if (kept != null) {
                return kept;
            }
        }
        Compiled compiled = read(text);
        synchronized (KEPT) {
            KEPT.put(text, compiled);
        }
        return compiled;
    }

    private static Compiled read(String text) {
        if (text.isBlank() || text.length() > LONGEST) {
            return new Compiled.Broken("it must have between 1 and " + LONGEST + " characters");
        }
        try {
            CelAbstractSyntaxTree tree = CEL.compile(text).getAst();
            return new Compiled.Ready(CEL.createProgram(tree), tree.getResultType());
        } catch (CelValidationException | CelEvaluationException refused) {
            return new Compiled.Broken(firstLine(refused.getMessage()));
        }
    }

    private static String firstLine(String message) {
        return message.lines().findFirst().orElse("it cannot be read").replaceFirst("^ERROR: <input>:", "at ");
    }

    /** The result as CEL says it. */
    static Object evaluate(CelRuntime.Program program, Object value, Map<String, Object> fields)
            throws CelEvaluationException {
        return program.eval(Map.of("value", value, "fields", fields));
    }

    private static Cel language() {
        CelOptions options = CelOptions.current()
                .maxExpressionCodePointSize(LONGEST)
                .comprehensionMaxIterations(MOST_ITERATIONS)
                .enableHeterogeneousNumericComparisons(true)
                .build();
        // The library's own replace may grow a text without bound: each place by the whole text again.
        Set<CelStringExtensions.Function> strings = Set.of(
                CelStringExtensions.Function.CHAR_AT,
                CelStringExtensions.Function.INDEX_OF,
                CelStringExtensions.Function.JOIN,
                CelStringExtensions.Function.LAST_INDEX_OF,
                CelStringExtensions.Function.LOWER_ASCII,
                CelStringExtensions.Function.SPLIT,
                CelStringExtensions.Function.SUBSTRING,
                CelStringExtensions.Function.TRIM,
                CelStringExtensions.Function.UPPER_ASCII);
        return CelFactory.standardCelBuilder()
                .setOptions(options)
                .setStandardMacros(CelStandardMacro.STANDARD_MACROS)
                .addCompilerLibraries(CelExtensions.strings(strings))
                .addRuntimeLibraries(CelExtensions.strings(strings))
                .addFunctionDeclarations(CelFunctionDecl.newFunctionDeclaration(
                        "replace",
                        CelOverloadDecl.newMemberOverload(
                                "replace_bounded",
                                SimpleType.STRING,
                                SimpleType.STRING,
                                SimpleType.STRING,
                                SimpleType.STRING)))
                .addFunctionBindings(CelFunctionBinding.from(
                        "replace_bounded", List.of(String.class, String.class, String.class), Expressions::replace))
                .addVar("value", SimpleType.DYN)
                .addVar("fields", MapType.create(SimpleType.STRING, SimpleType.DYN))
                .build();
    }

    private static String replace(Object[] arguments) throws CelEvaluationException {
        String text = (String) arguments[0];
        String old = (String) arguments[1];
        String next = (String) arguments[2];
        if ((long) text.length() * (next.length() + 1) > 100L * LONGEST_TEXT) {
            throw new CelEvaluationException("the text would become too long");
        }
        return text.replace(old, next);
    }
}
