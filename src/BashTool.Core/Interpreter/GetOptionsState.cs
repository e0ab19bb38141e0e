namespace BashTool.Core.Interpreter;

/// <summary>The place inside a cluster of options where <c>getopts</c> goes on; a function starts afresh when OPTIND is local.</summary>
internal static class GetOptionsState
{
    public static int Enter(ShellInterpreter shell) => shell.State.OptionCharacter;

    public static void Leave(ShellInterpreter shell, int character) => shell.State.OptionCharacter = character;
}
