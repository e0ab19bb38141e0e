using BashTool.Core.Execution;
using BashTool.Core.CommandModel;
using BashTool.Core.Expansion;
using BashTool.Core.Syntax;
using BashTool.Core.Syntax.Ast;

namespace BashTool.Core.Interpreter;

// Running text and words: eval, source, traps, command, xargs and their like.
public sealed partial class ShellInterpreter
{
    /// <summary>Parses and runs text in this shell, one complete command at a time.</summary>
    /// <param name="text">The text.</param>
    /// <param name="name">What stands before <c>line N</c> in a syntax error beside the shell's name, such as <c>eval</c>; null for nothing.</param>
    /// <param name="fixedLine">The number the first line gets; 0 for 1.</param>
    internal int RunText(string text, string? name, int fixedLine = 0)
    {
        RequireScript(text.Length);
        EnterText();
        try
        {
            ParserOptions options = NewParserOptions();
            options.FirstLine = fixedLine > 0 ? fixedLine : 1;
            return RunCommands(new Parser(text, options), options, name);
        }
        finally
        {
            textDepth--;
        }
    }

    /// <summary>Runs the text of a sourced file; with parameters of its own where it was given some.</summary>
    internal int RunSourced(string name, string text, string[]? parameters)
    {
        string[] outer = State.Parameters;
        int line = State.Line;
        string? sourceName = State.SourceName;
        if (parameters is not null)
        {
            State.Parameters = parameters;
        }

        int set = State.ParametersSet;
        State.Frames.Add(new CallFrame("source", name, line));
        State.SourceDepth++;
        string?[]? hidden = HideTracing();
        try
        {
            int status = RunText(text, null);
            if (unwind == Unwind.Return)
            {
                unwind = Unwind.None;
                status = unwindStatus;
            }

            State.LastStatus = status;
            RestoreTraps(hidden);
            hidden = null;
            if (State.Traps.HasReturn && unwind == Unwind.None)
            {
                RunTrap(Signals.Return, status);
            }

            return status;
        }
        finally
        {
            RestoreTraps(hidden);
            State.SourceDepth--;
            State.Frames.RemoveAt(State.Frames.Count - 1);
            State.Line = line;
            State.SourceName = sourceName;

            // What the file set with "set --" stays, outside functions.
            if (parameters is not null && (State.FunctionDepth > 0 || State.ParametersSet == set))
            {
                State.Parameters = outer;
            }
        }
    }

    // A sourced file sees the DEBUG trap only under functrace.
    private string?[]? HideTracing() => State.Options.FuncTrace || !State.Traps.HasDebug ? null : [State.Traps.Hide(Signals.Debug), null, null];

    /// <summary>Runs what a parser gives until it ends or something unwinds.</summary>
    internal int RunCommands(Parser parser, ParserOptions options, string? name)
    {
        int status = 0;
        while (TryParseNext(parser, options, name, ref status, out CommandList? list))
        {
            if (list is null)
            {
                return status;
            }

            State.Line = parser.CommandEndLine;
            try
            {
                status = Execute(list);
            }
            catch (ExpansionException e) when (e.Severity == ExpansionSeverity.Discard && State.SubshellDepth == 0)
            {
                // Only the command of this text is given up (parse_and_execute).
                ReportExpansion(e);
                status = e.Status;
                SetStatus(status);
            }

            if (unwind != Unwind.None)
            {
                return status;
            }
        }

        if (unwind != Unwind.None)
        {
            return unwindStatus;
        }

        State.LastStatus = 2;
        if (State.Options.Posix && name is not null && !State.IsInteractive)
        {
            BeginUnwind(Unwind.Exit, 2);
        }

        return 2;
    }

    /// <summary>Reads the next complete command under the options of now; false after a syntax error, which is reported.</summary>
    internal bool TryParseNext(Parser parser, ParserOptions options, string? name, ref int status, out CommandList? list, bool isWholeText = false)
    {
        while (true)
        {
            SynchronizeParser(options);
            try
            {
                list = parser.ParseNext();
                return true;
            }
            catch (SyntaxErrorException e)
            {
                list = null;
                if (!isWholeText || Session.SyntaxErrorTaken?.Invoke(e) != true)
                {
                    ReportSyntaxError(e, name);
                }

                if (!e.AbandonsLine || State.Options.Posix)
                {
                    status = e.IsInSubstitution && State.CommandString is not null ? 127 : 2;
                    if (e.IsInSubstitution && (State.Frames.Count > 0 || name is not (null or "-c")) && !State.IsInteractive)
                    {
                        // A mistake inside $(...) ends the shell whoever reads it.
                        BeginUnwind(Unwind.Exit, status);
                    }
                    else if (e.Kind == SyntaxErrorKind.Conditional && State.Frames.Count == 0 && name is (null or "-c"))
                    {
                        // Bash keeps the status from before, unless the text ends there.
                        status = State.LastStatus == 0 && e.IsAtEnd ? 2 : State.LastStatus;
                    }

                    return false;
                }

                SetStatus(1);
                status = 1;
                parser.SkipToNextLine();
            }
        }
    }

    internal ParserOptions NewParserOptions()
    {
        var options = new ParserOptions
        {
            CarriageReturnNewlines = Session.Execution.IgnoreCarriageReturns,
            AliasLookup = alias => State.Aliases.Find(alias),
            Warning = warning => WriteError($"{ErrorName}: line {warning.Line}: warning: {warning.Message}\n"),
        };
        SynchronizeParser(options);
        return options;
    }

    internal void ReportSyntaxError(SyntaxErrorException error, string? name = null)
    {
        if (State.IsInteractive && name is null && State.Frames.Count == 0)
        {
            ReportError(error.Message);
            return;
        }

        string prefix = name is null ? $"{ErrorName}: " : $"{ErrorName}: {name}: ";
        foreach (string line in error.FormatLines(prefix))
        {
            WriteError(line + "\n");
        }
    }

    /// <summary>Runs words as a command without looking for functions: what <c>xargs</c>, <c>env</c> and <c>find -exec</c> start. Nothing is printed for 126 and 127.</summary>
    internal int RunForCommand(List<string> words) => isGuarded
        ? RunGuarded(words, SortOf(words[0]), reports: true, RunForCommandNow)
        : RunForCommandNow(words);

    private int RunForCommandNow(List<string> words)
    {
        string name = words[0];
        // As execvp(3): without PATH the system's directories are searched.
        CommandLocation? location = Resolver.FindExternal(name, State.Variables.Get("PATH") is null ? "/bin:/usr/bin" : null);
        int status = RunLocated(location, words, null);
        if (status == NotFound)
        {
            Files.FileError error = Files.VirtualPath.IsPlace(name)
                ? Session.Files.TryStat(State.Resolve(name), followLinks: true, out _)
                : Files.FileError.ENOENT;
            return error == Files.FileError.None ? 126 : 127;
        }

        return status;
    }

    /// <summary>Runs words as <c>command</c> and <c>builtin</c> do.</summary>
    public int RunCommandWords(List<string> words, bool functions = false, bool builtins = true, string? path = null)
    {
        string name = words[0];
        if (functions && State.Functions.Find(name) is { } function)
        {
            return CallFunction(function, words);
        }

        if (builtins && Resolver.FindBuiltin(name) is { } builtin)
        {
            AssignmentArgument?[]? structured = assignmentArguments is { } outer && outer.Length >= words.Count
                ? outer[^words.Count..]
                : null;
            return RunBuiltin(builtin, words, 0, structured);
        }

        return RunExternal(words, path);
    }

    /// <summary>Sends a signal to a process of this session, or of the host where the policy allows it.</summary>
    public SignalDelivery SendSignal(int processId, int signal)
    {
        if (processId == State.ProcessId && State.SubshellDepth > 0)
        {
            // This very subshell.
            if (signal != 0 && (signal == Signals.Kill || !TryReceive(signal)) && VirtualProcess.IsFatal(signal))
            {
                throw new SubshellKilledException(signal);
            }

            return SignalDelivery.Sent;
        }

        if (processId == Session.ProcessId)
        {
            Session.MainProcess?.Deliver(signal);
            return SignalDelivery.Sent;
        }

        if (Session.FindProcess(processId) is { } process)
        {
            if (State.Jobs.FindProcess(processId) is { } job)
            {
                job.Deliver(signal);
            }
            else
            {
                process.Deliver(signal);
            }

            return SignalDelivery.Sent;
        }

        // Neither this host's own process nor all there are.
        bool isForeign = processId is > 0 or < -1 && processId != Session.System.ProcessId;
        return isForeign && Session.Policy.NativePrograms.Check("kill", Session.Policy.Profile) is null
            ? Session.Launcher.Signal(processId, signal) : SignalDelivery.NoSuchProcess;
    }

    private AssignmentArgument ExpandAssignmentArgument(Assignment assignment, bool associative)
    {
        string? subscript = assignment.Subscript?.Text;
        if (assignment.Array is not { } array)
        {
            return new AssignmentArgument
            {
                Name = assignment.Name,
                Subscript = subscript,
                Append = assignment.IsAppend,
                Value = assignment.Value is null ? "" : Expander.ExpandAssignmentValue(assignment.Value),
            };
        }

        var elements = new List<AssignmentElement>();
        List<string> words = RentWords();
        foreach (ArrayElement element in array.Elements)
        {
            bool braces = element.BraceWord is not null && !associative && State.Options.BraceExpand;
            if (element.Subscript is { } key && !braces)
            {
                elements.Add(new AssignmentElement(Expander.ExpandToString(key.Word), Expander.ExpandElementValue(element.Value, associative), element.IsAppend));
                continue;
            }

            Expander.ExpandWord(braces ? element.BraceWord! : element.Word, words);
            foreach (string word in words)
            {
                elements.Add(new AssignmentElement(null, word));
            }

            words.Clear();
        }

        ReturnWords(words);
        return new AssignmentArgument { Name = assignment.Name, Subscript = subscript, Append = assignment.IsAppend, Elements = elements };
    }

    private void SynchronizeParser(ParserOptions options)
    {
        ShellOptions shell = State.Options;
        options.ExtendedGlob = shell.ExtGlob;
        options.ExpandAliases = shell.ExpandAliases;
        options.PosixMode = shell.Posix;
        options.BraceExpansion = shell.BraceExpand;
    }
}
