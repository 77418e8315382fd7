package io.bothways.launcher.command;

import java.io.IOException;
import java.net.URI;

/** Opens a page where the person would, if their system can. */
final class Browser {
    private Browser() {
    }

    static void open(URI page, Terminal terminal) {
        String opener = System.getProperty("os.name").startsWith("Mac") ? "open" : "xdg-open";
        try {
            new ProcessBuilder(opener, page.toString()).redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD).start();
        } catch (IOException noBrowser) {
            terminal.say("  No browser can be opened here (" + opener + " is missing): open the link yourself");
        }
    }
}
