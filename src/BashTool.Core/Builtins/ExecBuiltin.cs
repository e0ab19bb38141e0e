using BashTool.Core.Expansion;
using BashTool.Core.Interpreter;

namespace BashTool.Core.Builtins;

/// <summary><c>exec</c> with a command: what the shell would become is run, and the shell ends with it.</summary>
public sealed class ExecBuiltin : Builtin
{
    public override string Synopsis => "[-cl] [-a name] [command [argument ...]] [redirection ...]";

    public override string Summary => "Replace the shell with the given command.";

    public override bool IsSpecial => true;

    public override bool Observes => true;

    public override bool KeepsRedirections => true;

    public override bool RunsCommands => true;

    public override int Run(BuiltinCall call)
    {
        var options = new BuiltinOptions(call, "cla:");
        bool clear = false;
        bool login = false;
        string? name = null;
        while (options.Next(out char option))
        {
            switch (option)
            {
                case 'c':
                    clear = true;
                    break;
                case 'l':
                    login = true;
                    break;
                default:
                    name = options.Value;
                    break;
            }
        }

        if (options.Error is { } error)
        {
            return call.FailUsage(error, this);
        }

        if (options.Index >= call.Count)
        {
            return 0;
        }

        List<string> words = call.Arguments(options.Index);
        int status = Replace(call, words, clear, (login ? "-" : "") + (name ?? words[0]));
        if (status is 126 or 127 && (call.State.Options[ShellOption.ExecFail] || call.State.IsInteractive))
        {
            return status;
        }

        call.State.Traps.Set(Signals.Exit, null);
        call.Shell.BeginUnwind(Unwind.Exit, status);
        return status;
    }

    private static int Replace(BuiltinCall call, List<string> words, bool clear, string name)
    {
        ShellInterpreter shell = call.Shell;
        CommandLocation? location = shell.Resolver.FindExternal(words[0]);
        if (location is null)
        {
            bool isPath = Files.VirtualPath.IsPlace(words[0]);
            shell.ReportError($"exec: {words[0]}: {(isPath ? "cannot execute: No such file or directory" : "not found")}");
            return 127;
        }

        if (clear)
        {
            call.State.Variables = new ShellVariables { Host = shell };
        }

        shell.IsReplaced = true;
        return shell.RunExternal(words, null, [name, .. words.Skip(1)]);
    }
}
