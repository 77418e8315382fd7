package io.bothways.launcher;

import java.nio.file.Path;

/** A launcher to be killed: starts a stack in the given checkout and data folder and says when it stands. */
public final class StackHolder {
    private StackHolder() {
    }

    public static void main(String[] arguments) {
        Stack stack = Stack.start(StackOptions.in(Path.of(arguments[1])).workspace(new Workspace(Path.of(arguments[0])))
                .build());
        System.out.println("stands");
        stack.awaitEnd();
    }
}
