using System.Globalization;
using BashTool.Core.Expansion;
using BashTool.Core.Files;
using BashTool.Core.Streams;
using BashTool.Core.Syntax;
using BashTool.Core.Syntax.Ast;
using BashTool.Core.Text;

namespace BashTool.Core.Interpreter;

/// <summary>A whole run of the shell: its command line, its start-up state, and the reading of its script (Bash manual, 6.1 and 6.2).</summary>
public sealed class ShellProgram(ShellInterpreter shell)
{
    private ShellState State => shell.State;

    /// <summary>The state a shell starts with: the environment's variables, the special ones, the working directory.</summary>
    public static ShellState NewState(ShellSession session, IEnumerable<KeyValuePair<string, string>> environment, VirtualPath workingDirectory)
    {
        var state = new ShellState(session) { WorkingDirectory = workingDirectory };
        SpecialVariables.Define(state);
        foreach ((string name, string value) in environment)
        {
            Import(state, name, value);
        }

        ShellVariables variables = state.Variables;
        SetDefault(variables, "PATH", CommandResolver.DefaultPath, exported: false);
        variables.GetOrCreate("PATH").Attributes |= VariableAttributes.Watched;
        if (variables.Get("SHELL") is null)
        {
            SetDefault(variables, "SHELL", session.System.FindUser(session.System.UserId) is { Shell.Length: > 0 } user ? user.Shell : "/bin/sh", exported: false);
        }

        variables.GetOrCreate("HISTSIZE").Attributes |= VariableAttributes.Watched;
        variables.GetOrCreate("HISTFILESIZE").Attributes |= VariableAttributes.Watched;
        int level = int.TryParse(variables.Get("SHLVL"), NumberStyles.Integer, CultureInfo.InvariantCulture, out int outer) && outer >= 0 ? outer + 1 : 1;
        Export(variables, "SHLVL", ShellVariable.Format(level));
        if (variables.Get("PWD") is { Length: > 0 } given && given[0] == '/' && given != workingDirectory.Text && !given.Contains("/.", StringComparison.Ordinal)
            && session.Files.TryStat(VirtualPath.Root.Combine(given), followLinks: true, out FileMetadata named) == FileError.None
            && session.Files.TryStat(workingDirectory, followLinks: true, out FileMetadata here) == FileError.None && named.IsSameFileAs(here))
        {
            // The name the user came by is kept.
            workingDirectory = VirtualPath.Root.Combine(given);
            state.WorkingDirectory = workingDirectory;
        }

        Export(variables, "PWD", workingDirectory.Text);
        if (variables.Find("OLDPWD") is null)
        {
            variables.GetOrCreate("OLDPWD").Attributes |= VariableAttributes.Exported;
        }

        return state;
    }

    /// <summary>Takes exported functions over from the shell that starts this one.</summary>
    internal static void ImportFunctions(ShellState state, ShellState from)
    {
        foreach (ShellFunction function in from.Functions.All)
        {
            if (function.IsExported)
            {
                state.Functions.Define(function);
            }
        }
    }

    /// <summary>Runs <c>bash ARG...</c> to its end.</summary>
    /// <returns>The exit status.</returns>
    public int Run(IReadOnlyList<string> arguments, string name)
    {
        ShellCommandLine line;
        try
        {
            line = ShellCommandLine.Parse(arguments, State.Options);
        }
        catch (CommandModel.UsageException e)
        {
            State.ShellName = name;
            shell.WriteError($"{name}: {e.Message}\n");
            return 2;
        }

        return Run(line, name);
    }

    /// <summary>Runs a parsed command line.</summary>
    public int Run(ShellCommandLine line, string name)
    {
        State.ShellName = name;
        State.IsLogin = line.IsLogin;
        if (name is "sh" or "/bin/sh" || line.IsPosix)
        {
            State.Options[ShellOption.Posix] = true;
        }

        foreach (ShellOption option in State.InheritedOptions ?? [])
        {
            State.Options[option] = true;
        }

        recorder = new HistoryRecorder(shell);
        shell.HistorySizeChanged = () =>
        {
            State.History.Stifle(int.TryParse(State.Variables.Get("HISTSIZE"), out int limit) && limit >= 0 ? limit : -1);
        };
        shell.HistoryFileSizeChanged = recorder.TruncateFile;
        int status = shell.RunToEnd((_, all) => RunLine(all), line);
        if (State.IsInteractive && State.Options[ShellOption.History])
        {
            recorder.Save();
        }

        return status;
    }

    private HistoryRecorder? recorder;

    // What makes a shell interactive (Bash manual, 6.3.3). There is no terminal to control jobs with.
    private int? StartInteractive(ShellCommandLine line)
    {
        State.IsInteractive = true;
        shell.WriteError($"{State.ShellName}: cannot set terminal process group ({State.ShellProcessId}): Inappropriate ioctl for device\n");
        shell.WriteError($"{State.ShellName}: no job control in this shell\n");
        ShellOptions options = State.Options;
        options[ShellOption.ExpandAliases] = true;
        options[ShellOption.HistExpand] = true;
        options[ShellOption.History] = true;
        options[ShellOption.Emacs] = !options[ShellOption.Vi];
        ShellVariables variables = State.Variables;
        SetDefault(variables, "PS1", "\\s-\\v\\$ ", exported: false);
        SetDefault(variables, "PS2", "> ", exported: false);
        if (line.CommandString is null)
        {
            SetDefault(variables, "HISTSIZE", "500", exported: false);
            SetDefault(variables, "HISTFILESIZE", "500", exported: false);
        }

        SetDefault(variables, "HISTFILE", (variables.Get("HOME") ?? "") + "/.bash_history", exported: false);
        if (!line.SkipsStartupFile)
        {
            string file = line.StartupFile ?? (variables.Get("HOME") ?? "") + "/.bashrc";
            if (shell.Session.Files.TryStat(State.Resolve(file), followLinks: true, out _) == FileError.None)
            {
                try
                {
                    shell.RunCommandWords(["source", file]);
                }
                catch (ExpansionException e)
                {
                    shell.ReportExpansion(e);
                }

                if (shell.Unwinding == Unwind.Exit)
                {
                    return State.LastStatus;
                }
            }
        }

        recorder!.Load();
        return null;
    }

    private int RunInteractive()
    {
        ParserOptions options = shell.NewParserOptions();
        reader = new InteractiveReader(shell, recorder!);
        int status = ReadAndRun(new Parser(reader.Read, options), options, null);
        if (shell.Unwinding != Unwind.Exit)
        {
            shell.WriteError(State.IsLogin ? "logout\n" : "exit\n");
        }

        return status;
    }

    private InteractiveReader? reader;

    /// <summary>Lines from standard input that are to be remembered when their command is read.</summary>
    private string readLines = "";

    /// <summary>Runs a script given as text; errors count its lines from 1.</summary>
    public int RunScript(string text)
    {
        shell.RequireScript(text.Length);
        ParserOptions options = shell.NewParserOptions();
        return ReadAndRun(new Parser(text, options), options, "-c", text);
    }

    private static void Import(ShellState state, string name, string value)
    {
        const string functionPrefix = "BASH_FUNC_";
        if (name.StartsWith(functionPrefix, StringComparison.Ordinal) && name.EndsWith("%%", StringComparison.Ordinal))
        {
            ImportFunction(state, name[functionPrefix.Length..^2], value);
            return;
        }

        if (name is "SHELLOPTS" or "BASHOPTS")
        {
            foreach (string word in value.Split(':'))
            {
                if (name == "SHELLOPTS" ? ShellOptions.TryFindSet(word, out ShellOption option) : ShellOptions.TryFindShopt(word, out option))
                {
                    state.Options[option] = true;
                    (state.InheritedOptions ??= []).Add(option);
                }
            }

            state.Variables.GetOrCreate(name).Attributes |= VariableAttributes.Exported;
            return;
        }

        if (!ShellVariables.IsName(name))
        {
            if (name.Length > 0 && !name.Contains('='))
            {
                state.Variables.AddForeign(name, value);
            }

            return;
        }

        if (name is "SHELLOPTS" or "BASHOPTS" or "_" or "PPID" or "UID" or "EUID" or "BASH_VERSINFO" or "IFS")
        {
            return;
        }

        ShellVariable variable = state.Variables.GetOrCreate(name);
        if (variable is DynamicVariable)
        {
            return;
        }

        variable.SetText(value);
        variable.Attributes |= VariableAttributes.Exported;
    }

    private static void ImportFunction(ShellState state, string name, string value)
    {
        try
        {
            CommandList? list = new Parser($"{name} {value}").ParseNext();
            if (list is { Items: [{ Command: FunctionDefinition definition }] })
            {
                state.Functions.Define(new ShellFunction(name, definition, "environment", 0) { IsExported = true });
            }
        }
        catch (SyntaxErrorException)
        {
            // Something that only looks like an exported function is left alone.
        }
    }

    private static void SetDefault(ShellVariables variables, string name, string value, bool exported)
    {
        if (variables.Get(name) is null)
        {
            ShellVariable variable = variables.GetOrCreate(name);
            variable.SetText(value);
            if (exported)
            {
                variable.Attributes |= VariableAttributes.Exported;
            }
        }
    }

    private static void Export(ShellVariables variables, string name, string value)
    {
        ShellVariable variable = variables.GetOrCreate(name);
        variable.SetText(value);
        variable.Attributes |= VariableAttributes.Exported;
    }

    private int RunLine(ShellCommandLine line)
    {
        if (line.IsInteractive)
        {
            if (StartInteractive(line) is { } ended)
            {
                return ended;
            }

            if (line.CommandString is null && (line.Arguments.Count == 0 || line.ReadsStandardInput))
            {
                State.Parameters = [.. line.Arguments];
                State.ReadsStandardInput = true;
                return RunInteractive();
            }

            State.Options[ShellOption.History] &= line.CommandString is null;
        }

        if (line.CommandString is { } command)
        {
            State.CommandString = command;
            if (line.Arguments.Count > 0)
            {
                State.ShellName = line.Arguments[0];
                State.Parameters = [.. line.Arguments.Skip(1)];
            }

            ParserOptions options = shell.NewParserOptions();
            shell.RequireScript(command.Length);
            Export(State.Variables, "BASH_EXECUTION_STRING", command);
            State.Variables.GetOrCreate("BASH_EXECUTION_STRING").Attributes &= ~VariableAttributes.Exported;
            return ReadAndRun(new Parser(command, options), options, "-c", command);
        }

        if (line.Arguments.Count > 0 && !line.ReadsStandardInput)
        {
            return RunFile(line.Arguments[0], [.. line.Arguments.Skip(1)]);
        }

        State.Parameters = [.. line.Arguments];
        State.ReadsStandardInput = true;
        return RunStandardInput();
    }

    private int RunFile(string path, string[] parameters)
    {
        State.ShellName = path;
        OpenFile? file = null;
        try
        {
            VirtualPath virtualPath = FindScript(path);
            if (shell.Session.Files.TryStat(virtualPath, followLinks: true, out FileMetadata metadata) == FileError.None && metadata.IsDirectory)
            {
                shell.WriteError($"bash: {path}: Is a directory\n");
                return 126;
            }

            file = path.StartsWith("/dev/fd/", StringComparison.Ordinal) || path == "/dev/stdin"
                ? shell.OpenForShell(path, OpenMode.Read)
                : new OpenedFile(shell.Session.Files.Open(virtualPath, OpenMode.Read, 0, shell.Cancellation), path, true, false);
            byte[] bytes = ReadAll(file, shell);
            int end = bytes.AsSpan(0, Math.Min(bytes.Length, 80)).IndexOf((byte)'\n');
            if (bytes.AsSpan(0, end < 0 ? Math.Min(bytes.Length, 80) : end).Contains((byte)0))
            {
                shell.WriteError($"{path}: {path}: cannot execute binary file\n");
                return 126;
            }

            State.SourceName = path;
            State.Parameters = parameters;
            ParserOptions options = shell.NewParserOptions();
            string text = EscapedUtf8.Decode(bytes);
            return ReadAndRun(new Parser(text, options), options, null, text);
        }
        catch (FileSystemException e)
        {
            shell.WriteError($"bash: {path}: {e.Description}\n");
            return e.Error is FileError.ENOENT or FileError.ENOTDIR ? 127 : 126;
        }
        finally
        {
            file?.Release();
        }
    }

    // A script without a slash is looked for here first, then on PATH.
    private VirtualPath FindScript(string path)
    {
        VirtualPath here = State.Resolve(path);
        if (!VirtualPath.IsPlace(path) && shell.Session.Files.TryStat(here, followLinks: true, out _) != FileError.None)
        {
            foreach (CommandLocation location in shell.Resolver.FindFiles(path))
            {
                if (location.Kind == CommandLocationKind.File)
                {
                    return State.Resolve(location.Path!);
                }
            }
        }

        return here;
    }

    // Line by line, so that what the script does not read is left for its commands.
    private int RunStandardInput()
    {
        ParserOptions options = shell.NewParserOptions();
        OpenFile input = State.Descriptors[0] ?? ClosedFile.Instance;
        var reader = new LineReader(input, shell.Cancellation);
        long taken = 0;
        var parser = new Parser(
            () =>
            {
                // Another file may have been put at descriptor 0 meanwhile (exec <file).
                OpenFile current = State.Descriptors[0] ?? ClosedFile.Instance;
                if (current != input)
                {
                    input = current;
                    reader = new LineReader(input, shell.Cancellation);
                }

                if (!reader.TryRead(out ReadOnlySpan<byte> line))
                {
                    return null;
                }

                string text = reader.HadDelimiter ? EscapedUtf8.Decode(line) + "\n" : EscapedUtf8.Decode(line);
                reader.Commit();
                shell.RequireScript(taken += text.Length);
                if (State.Options[ShellOption.History])
                {
                    readLines += text;
                }

                if (State.Options.Verbose)
                {
                    shell.WriteError(text);
                }

                return text;
            },
            options);
        return ReadAndRun(parser, options, null);
    }

    private int ReadAndRun(Parser parser, ParserOptions options, string? name, string? text = null)
    {
        int status = 0;
        int shown = 0;
        bool mayNeedBash = shell.MayNeedBash(text);
        while (true)
        {
            reader?.NextCommand();
            int from = parser.Position;
            if (!shell.TryParseNext(parser, options, name, ref status, out CommandList? list, isWholeText: true))
            {
                if (reader is not null)
                {
                    status = State.LastStatus = 2;
                    parser.SkipToNextLine();
                    continue;
                }

                return status;
            }

            if (text is not null && parser.Position > shown)
            {
                if (State.Options[ShellOption.History] && recorder is not null)
                {
                    RememberLines(text.AsSpan(shown, parser.Position - shown));
                }

                if (State.Options.Verbose)
                {
                    shell.WriteError(text.AsSpan(shown, parser.Position - shown));
                }

                shown = parser.Position;
            }

            if (readLines.Length > 0)
            {
                RememberLines(readLines);
                readLines = "";
            }

            if (list is null)
            {
                return status;
            }

            if (State.Options.NoExec)
            {
                continue;
            }

            if (mayNeedBash && shell.TryRunInBash(list, text![from..parser.Position], out int outside))
            {
                status = outside;
                continue;
            }

            State.Line = parser.CommandEndLine;
            State.CommandNumber++;
            if (reader is not null && State.Variables.Get("PS0") is { Length: > 0 } before)
            {
                shell.WriteError(shell.Expander.ExpandPrompt(before));
            }

            try
            {
                status = shell.Execute(list);
            }
            catch (ExpansionException e) when (State.IsInteractive)
            {
                shell.ReportExpansion(e);
                status = e.Status is 127 ? 1 : e.Status;
                State.LastStatus = status;
                State.PipeStatus = [status];
                State.IgnoreErrors = 0;
            }
            catch (ExpansionException e) when (e.Severity == ExpansionSeverity.Discard
                || (e.Severity == ExpansionSeverity.TopLevel && State.CommandString is null))
            {
                shell.ReportExpansion(e);
                status = e.Status;
                State.LastStatus = status;
                State.PipeStatus = [status];
                State.IgnoreErrors = 0;
                if (State.Options.ErrExit)
                {
                    return status;
                }
            }

            if (shell.Unwinding != Unwind.None)
            {
                if (shell.Unwinding == Unwind.Exit)
                {
                    return status;
                }

                shell.EndUnwind();
            }

            shell.NotifyJobs();
            State.Descriptors.FlushIfStale(shell.Session.Clock);
        }
    }

    // A script with "set -o history" remembers what it reads.
    private void RememberLines(ReadOnlySpan<char> text)
    {
        recorder!.NextCommand();
        State.History.HoldsCurrent = false;
        foreach (ReadOnlySpan<char> line in text.TrimEnd('\n').EnumerateLines())
        {
            recorder.Add(line.ToString());
        }

        recorder.NextCommand();
    }

    private static byte[] ReadAll(OpenFile file, ShellInterpreter shell)
    {
        CancellationToken cancellation = shell.Cancellation;
        var content = new MemoryOutput();
        while (true)
        {
            ReadOnlySpan<byte> there = file.Peek(cancellation);
            if (there.IsEmpty)
            {
                return content.Written.ToArray();
            }

            content.Write(there, cancellation);
            shell.RequireScript(content.Written.Length);
            file.Advance(there.Length);
        }
    }
}
