package io.bothways.simulation.app;

/** What an app's automation makes of a text that was written to it, each time. */
public enum Automation {
    NONE {
        @Override
        String rewrite(String text, String app, int times) {
            return text;
        }
    },
    /** Rests once the text has its star. */
    STARS {
        @Override
        String rewrite(String text, String app, int times) {
            return text.startsWith("* ") ? text : "* " + text;
        }
    },
    /** Insists on its own word. */
    OWN_WORD {
        @Override
        String rewrite(String text, String app, int times) {
            return "by " + app;
        }
    },
    /** Never writes the same twice. */
    COUNTS {
        @Override
        String rewrite(String text, String app, int times) {
            return "(" + app + times + ") " + text.replaceFirst("^\\([A-Z]\\d+\\) ", "");
        }
    };

    /** @param times how often it has done so */
    abstract String rewrite(String text, String app, int times);
}
