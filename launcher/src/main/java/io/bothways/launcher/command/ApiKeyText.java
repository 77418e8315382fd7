package io.bothways.launcher.command;

import io.bothways.launcher.Stack;
import io.bothways.launcher.Workspace;

/** The line about the API key: the key itself at the first start, where it is kept ever after. */
final class ApiKeyText {
    private ApiKeyText() {
    }

    static String of(Stack stack, Workspace workspace) {
        String file = workspace.shown(stack.apiKeyFile());
        return stack.isFirstStart()
                ? "  API key     " + stack.apiKey() + "  (shown once; kept in " + file + ")\n"
                : "  API key     in " + file + "\n";
    }
}
