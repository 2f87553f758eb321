package io.alacran.workbench;

/** Is told of each statement that ended, on the thread that ran it: it must return at once and never throw. */
@FunctionalInterface
public interface StatementWatch {

    void ended(RanStatement statement);
}
