using System.Globalization;
using BashTool.Core.Expansion;

namespace BashTool.Core.Interpreter;

/// <summary>The variables whose values the shell itself makes (Bash manual, 5.2).</summary>
internal static class SpecialVariables
{
    public const string Version = "5.2.15(1)-release";

    /// <summary>Defines them in the table of a new shell.</summary>
    public static void Define(ShellState state)
    {
        ShellVariables variables = state.Variables;
        Number(variables, "LINENO", static s => s.State.Line, static (s, v) => s.State.Line = ToInt(v));
        Number(variables, "RANDOM", static s => s.Session.Random.Next(s), static (s, v) => s.Session.Random.Seed(s, v), VariableAttributes.Integer);
        Number(variables, "SRANDOM", static _ => Random.Shared.NextInt64(0, 1L << 32), null, VariableAttributes.Integer);
        Number(variables, "SECONDS", static s => s.Session.Seconds, static (s, v) => s.Session.Seconds = ToLong(v), VariableAttributes.Integer);
        Number(variables, "EPOCHSECONDS", static s => s.Session.Clock.GetUtcNow().ToUnixTimeSeconds());
        Text(variables, "EPOCHREALTIME", static s => EpochRealTime(s.Session.Clock.GetUtcNow()));
        Number(variables, "BASHPID", static s => s.BashProcessId, null, VariableAttributes.Integer);
        Number(variables, "BASH_SUBSHELL", static s => s.State.SubshellDepth);
        Number(variables, "HISTCMD", static s => s.State.IsInteractive ? s.State.History.FirstNumber + s.State.History.Count : 0);
        Text(variables, "BASH_COMMAND", static s => s.CurrentCommandText);
        Text(variables, "BASH_ARGV0", static s => s.State.ShellName, static (s, v) => s.State.ShellName = v);
        Text(variables, "SHELLOPTS", static s => s.State.Options.ShellOptsText, null, VariableAttributes.ReadOnly);
        Text(variables, "BASHOPTS", static s => s.State.Options.BashOptsText, null, VariableAttributes.ReadOnly);
        Text(variables, "_", static s => s.State.LastArgument, static (_, _) => { });
        Array(variables, "PIPESTATUS", static s => s.State.PipeStatus.Select(static v => ShellVariable.Format(v)));
        Array(variables, "FUNCNAME", FunctionNames);
        Array(variables, "BASH_SOURCE", Sources);
        Array(variables, "BASH_LINENO", CallLines);
        Array(variables, "DIRSTACK", static s => [s.State.WorkingDirectory.Text, .. s.State.DirectoryStack]);
        Array(variables, "GROUPS", static s => s.Session.System.Groups.Select(static g => ShellVariable.Format(g)));
        Map(variables, "BASH_ALIASES", static s => s.State.Aliases.All);
        Map(variables, "BASH_CMDS", static s => s.State.Hash.All.Select(static e => KeyValuePair.Create(e.Key, e.Value.Path)));
        DefineFixed(state);
    }

    private static void DefineFixed(ShellState state)
    {
        ShellVariables variables = state.Variables;
        var version = new IndexedArray();
        string[] parts = ["5", "2", "15", "1", "release", MachineType(state.Session)];
        for (int i = 0; i < parts.Length; i++)
        {
            version.Set(i, parts[i]);
        }

        var versionInfo = new ShellVariable("BASH_VERSINFO");
        versionInfo.SetArray(version);
        versionInfo.Attributes = VariableAttributes.ReadOnly;
        variables.Define(versionInfo);
        Fixed(variables, "BASH_VERSION", Version);
        Fixed(variables, "BASH", "/bin/bash");
        Fixed(variables, "HOSTNAME", state.Session.System.HostName);
        Fixed(variables, "HOSTTYPE", state.Session.System.Machine);
        Fixed(variables, "MACHTYPE", MachineType(state.Session));
        Fixed(variables, "OSTYPE", SystemType(state.Session));
        Fixed(variables, "UID", ShellVariable.Format(state.Session.System.UserId), VariableAttributes.ReadOnly | VariableAttributes.Integer);
        Fixed(variables, "EUID", ShellVariable.Format(state.Session.System.UserId), VariableAttributes.ReadOnly | VariableAttributes.Integer);
        Fixed(variables, "PPID", ShellVariable.Format(state.Session.System.ParentProcessId), VariableAttributes.ReadOnly | VariableAttributes.Integer);
        Fixed(variables, "IFS", " \t\n");
        Fixed(variables, "OPTIND", "1", VariableAttributes.Watched | VariableAttributes.Integer);
        Fixed(variables, "OPTERR", "1");
        Fixed(variables, "PS4", "+ ");
        Fixed(variables, "COMP_WORDBREAKS", " \t\n\"'><=;|&(:");
    }

    private static string MachineType(ShellSession session) => $"{session.System.Machine}-pc-{SystemType(session)}";

    // What uname calls MINGW64_NT is msys to the scripts that ask.
    private static string SystemType(ShellSession session) => session.System.KernelName.StartsWith("MINGW", StringComparison.Ordinal) ? "msys" : "linux-gnu";

    private static string EpochRealTime(DateTimeOffset now)
    {
        long microseconds = (now.UtcTicks - DateTimeOffset.UnixEpoch.UtcTicks) / 10;
        return string.Create(CultureInfo.InvariantCulture, $"{microseconds / 1_000_000}.{microseconds % 1_000_000:D6}");
    }

    internal static IEnumerable<string> FunctionNames(ShellInterpreter shell)
    {
        List<CallFrame> frames = shell.State.Frames;
        if (!frames.Exists(static f => f.IsFunction))
        {
            yield break;
        }

        for (int i = frames.Count - 1; i >= 0; i--)
        {
            yield return frames[i].FunctionName;
        }

        if (shell.State.SourceName is not null)
        {
            yield return "main";
        }
    }

    internal static IEnumerable<string> Sources(ShellInterpreter shell)
    {
        List<CallFrame> frames = shell.State.Frames;
        for (int i = frames.Count - 1; i >= 0; i--)
        {
            yield return frames[i].Source;
        }

        if (shell.State.SourceName is { } script)
        {
            yield return script;
        }
    }

    internal static IEnumerable<string> CallLines(ShellInterpreter shell)
    {
        List<CallFrame> frames = shell.State.Frames;
        for (int i = frames.Count - 1; i >= 0; i--)
        {
            yield return ShellVariable.Format(frames[i].CallLine);
        }

        if (shell.State.SourceName is not null)
        {
            yield return "0";
        }
    }

    private static void Number(
        ShellVariables variables, string name, Func<ShellInterpreter, long> read, Action<ShellInterpreter, string>? write = null,
        VariableAttributes attributes = VariableAttributes.None) =>
        Add(variables, name, (variable, shell) => variable.SetNumber(read(shell)), write, attributes);

    private static void Text(
        ShellVariables variables, string name, Func<ShellInterpreter, string> read, Action<ShellInterpreter, string>? write = null,
        VariableAttributes attributes = VariableAttributes.None) =>
        Add(variables, name, (variable, shell) => variable.SetText(read(shell)), write, attributes);

    private static void Array(ShellVariables variables, string name, Func<ShellInterpreter, IEnumerable<string>> read) =>
        Add(variables, name, (variable, shell) =>
        {
            var array = new IndexedArray();
            int index = 0;
            foreach (string value in read(shell))
            {
                array.Set(index++, value);
            }

            variable.SetArray(array);
        }, null, VariableAttributes.NoAssign);

    private static void Map(ShellVariables variables, string name, Func<ShellInterpreter, IEnumerable<KeyValuePair<string, string>>> read) =>
        Add(variables, name, (variable, shell) =>
        {
            var map = new AssociativeArray();
            foreach ((string key, string value) in read(shell))
            {
                map.Set(key, value);
            }

            variable.SetArray(map);
        }, null, VariableAttributes.None);

    private static void Add(
        ShellVariables variables, string name, Action<ShellVariable, ShellInterpreter> refresh, Action<ShellInterpreter, string>? write,
        VariableAttributes attributes)
    {
        Action<string, IExpansionHost>? assign = write is null ? null : (value, host) => write((ShellInterpreter)host, value);
        variables.Define(new DynamicVariable(name, (variable, host) => refresh(variable, (ShellInterpreter)host), assign)
        {
            Attributes = attributes | VariableAttributes.Dynamic,
        });
    }

    private static void Fixed(ShellVariables variables, string name, string value, VariableAttributes attributes = VariableAttributes.None)
    {
        var variable = new ShellVariable(name);
        variable.SetText(value);
        variable.Attributes = attributes;
        variables.Define(variable);
    }

    private static int ToInt(string text) => (int)ToLong(text);

    private static long ToLong(string text) => long.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out long value) ? value : 0;
}
