using System.Collections.Immutable;
using System.Runtime.CompilerServices;
using BashTool.Core.Expansion;
using BashTool.Core.Limits;
using BashTool.Core.Syntax;
using BashTool.Core.Syntax.Ast;
using BashTool.Core.Text;

namespace BashTool.Core.Interpreter;

// Compound commands (Bash manual, 3.2.5).
public sealed partial class ShellInterpreter
{
    private int ExecuteCompound(Command command)
    {
        if (!command.HasRedirections || command.Kind is CommandKind.Subshell or CommandKind.Function)
        {
            return ExecuteBare(command);
        }

        return WithRedirections(command.Redirections, () => ExecuteBare(command));
    }

    private int ExecuteBare(Command command) => command.Kind switch
    {
        CommandKind.BraceGroup => Execute(((BraceGroup)command).Body),
        CommandKind.If => ExecuteIf((IfCommand)command),
        CommandKind.While => ExecuteWhile((WhileCommand)command),
        CommandKind.For => ExecuteFor((ForCommand)command),
        CommandKind.ArithmeticFor => ExecuteArithmeticFor((ArithmeticForCommand)command),
        CommandKind.Case => ExecuteCase((CaseCommand)command),
        CommandKind.Arithmetic => ExecuteArithmetic((ArithmeticCommand)command),
        CommandKind.Conditional => ExecuteConditional((ConditionalCommand)command),
        CommandKind.Subshell => ExecuteSubshell((Subshell)command),
        CommandKind.Function => DefineFunction((FunctionDefinition)command),
        CommandKind.Select => ExecuteSelect((SelectCommand)command),
        CommandKind.Coproc => ExecuteCoproc((Coproc)command),
        _ => Execute(command),
    };

    private int ExecuteIf(IfCommand command)
    {
        foreach (IfClause clause in command.Clauses)
        {
            int condition = ExecuteCondition(clause.Condition);
            if (unwind != Unwind.None)
            {
                return condition;
            }

            if (condition == 0)
            {
                return Execute(clause.Body);
            }
        }

        return command.Else is null ? 0 : Execute(command.Else);
    }

    private int ExecuteWhile(WhileCommand command)
    {
        int status = 0;
        State.LoopDepth++;
        try
        {
            while (true)
            {
                LoopTick();
                int condition = ExecuteCondition(command.Condition);
                if (unwind != Unwind.None)
                {
                    if (LoopEnds())
                    {
                        return unwind == Unwind.None ? 0 : condition;
                    }

                    continue;
                }

                if ((condition == 0) == command.IsUntil)
                {
                    return status;
                }

                status = Execute(command.Body);
                if (unwind != Unwind.None && LoopEnds())
                {
                    return status;
                }
            }
        }
        finally
        {
            State.LoopDepth--;
        }
    }

    private int ExecuteFor(ForCommand command)
    {
        State.Line = command.Line;
        if (!ShellVariables.IsName(command.Name))
        {
            ReportError($"`{command.Name}': not a valid identifier");
            return CheckFailure(1);
        }

        List<string> words = RentWords();
        State.LoopDepth++;
        try
        {
            ExpandLoopWords(command.Words, words);
            int status = 0;
            for (int i = 0; i < words.Count; i++)
            {
                LoopTick();
                State.Line = command.Line;
                if (State.Traps.HasDebug || State.Options.XTrace)
                {
                    BeforeLoopHeader(command, words[i]);
                    if (unwind != Unwind.None)
                    {
                        return status;
                    }
                }

                try
                {
                    AssignLoopVariable(command.Name, words[i]);
                }
                catch (ExpansionException e) when (e.Message.EndsWith(": readonly variable", StringComparison.Ordinal))
                {
                    ReportExpansion(e);
                    return 1;
                }

                status = Execute(command.Body);
                if (unwind != Unwind.None && LoopEnds())
                {
                    break;
                }
            }

            return status;
        }
        finally
        {
            State.LoopDepth--;
            ReturnWords(words);
        }
    }

    private void ExpandLoopWords(ImmutableArray<Word>? source, List<string> words)
    {
        if (source is { } list)
        {
            Expander.ExpandWords(list.AsSpan(), words);
        }
        else
        {
            words.AddRange(State.Parameters);
        }
    }

    // A nameref as the loop variable is set to each word in turn (Bash manual, 3.7.4).
    private void AssignLoopVariable(string name, string value)
    {
        if (State.Variables.Find(name) is { IsNameRef: true })
        {
            State.Variables.FindForWrite(name)!.SetText(value);
            return;
        }

        State.Variables.Set(name, value);
    }

    private void BeforeLoopHeader(Command command, string word)
    {
        string name = command is ForCommand loop ? loop.Name : ((SelectCommand)command).Name;
        if (State.Traps.HasDebug)
        {
            RunDebugTrap(command);
        }

        if (State.Options.XTrace)
        {
            ImmutableArray<Word>? words = command is ForCommand forLoop ? forLoop.Words : ((SelectCommand)command).Words;
            string list = words is { } given ? string.Join(' ', given.Select(static w => w.Text)) : "\"$@\"";
            Trace($"for {name} in {list}");
        }
    }

    private int ExecuteArithmeticFor(ArithmeticForCommand command)
    {
        State.LoopDepth++;
        try
        {
            int status = 0;
            State.Line = command.Line;
            if (!EvaluateLoopPart(command, command.Initializer, out _))
            {
                return CheckFailure(1);
            }

            while (true)
            {
                LoopTick();
                State.Line = command.Line;
                if (!EvaluateLoopPart(command, command.Condition, out long condition))
                {
                    return CheckFailure(1);
                }

                if (condition == 0 || unwind != Unwind.None)
                {
                    return status;
                }

                status = Execute(command.Body);
                if (unwind != Unwind.None && LoopEnds())
                {
                    return status;
                }

                State.Line = command.Line;
                if (!EvaluateLoopPart(command, command.Step, out _))
                {
                    return CheckFailure(1);
                }
            }
        }
        finally
        {
            State.LoopDepth--;
        }
    }

    private bool EvaluateLoopPart(Command command, ArithmeticSource? part, out long value)
    {
        value = 1;
        if (part is null)
        {
            return true;
        }

        if (State.Traps.HasDebug)
        {
            RunDebugTrap(command, $"(({part.Text}))");
        }

        return TryEvaluate(part, "((", out value, isLoopPart: true);
    }

    private bool TryEvaluate(ArithmeticSource source, string where, out long value, bool isLoopPart = false)
    {
        try
        {
            value = State.Options.XTrace ? TraceArithmetic(source, isLoopPart) : Expander.EvaluateArithmetic(source);
            return true;
        }
        catch (ExpansionException e) when (e.Severity != ExpansionSeverity.Exit)
        {
            bool plain = e.Message.StartsWith(where, StringComparison.Ordinal) || e.Message.EndsWith(": readonly variable", StringComparison.Ordinal);
            ReportError(plain ? e.Message : $"{where}: {e.Message}");
            value = 0;
            return false;
        }
    }

    // The trace shows what there is to evaluate, and the blanks of the script.
    private long TraceArithmetic(ArithmeticSource source, bool isLoopPart)
    {
        string text = source.IsStatic ? source.Text : Expander.ExpandArithmetic(source);
        Trace($"(( {(isLoopPart ? text.TrimStart() : text)} ))");
        return source.IsStatic ? Expander.EvaluateArithmetic(source) : Expander.EvaluateArithmetic(text);
    }

    private int ExecuteArithmetic(ArithmeticCommand command)
    {
        State.Line = State.FailureLine = command.Line;
        Checkpoint();
        if (unwind != Unwind.None)
        {
            return State.LastStatus;
        }

        if (State.Traps.HasDebug && !RunDebugTrap(command))
        {
            return 0;
        }

        int status = TryEvaluate(command.Expression, "((", out long value) ? value != 0 ? 0 : 1 : 1;
        State.PipeStatus = StatusOf(status);
        return CheckFailure(status, command);
    }

    private int ExecuteCase(CaseCommand command)
    {
        State.Line = command.Line;
        Checkpoint();
        if (unwind != Unwind.None)
        {
            return State.LastStatus;
        }

        if (State.Traps.HasDebug && !RunDebugTrap(command))
        {
            return 0;
        }

        if (State.Options.XTrace)
        {
            Trace($"case {command.Word.Text} in");
        }

        string subject = Expander.ExpandToString(command.Word);
        ImmutableArray<CaseItem> items = command.Items;
        for (int i = 0; i < items.Length; i++)
        {
            if (!Matches(items[i], subject))
            {
                continue;
            }

            int status = Execute(items[i].Body);
            while (items[i].Terminator == CaseTerminator.FallThrough && i + 1 < items.Length && unwind == Unwind.None)
            {
                i++;
                status = Execute(items[i].Body);
            }

            if (items[i].Terminator != CaseTerminator.TestNext || unwind != Unwind.None)
            {
                return status;
            }

            if (i == items.Length - 1)
            {
                return status;
            }

            State.LastStatus = status;
        }

        return 0;
    }

    private bool Matches(CaseItem item, string subject)
    {
        foreach (Word pattern in item.Patterns)
        {
            if (pattern.IsLiteral && !pattern.Has(WordFeatures.HasGlob | WordFeatures.HasExtendedGlob) && !State.Options.NoCaseMatch)
            {
                if (pattern.LiteralText == subject)
                {
                    return true;
                }

                continue;
            }

            if (MatchesPattern(pattern, subject))
            {
                return true;
            }
        }

        return false;
    }

    private bool MatchesPattern(Word pattern, string subject)
    {
        GlobOptions options = (State.Options.ExtGlob ? GlobOptions.ExtendedGlob : GlobOptions.None)
            | (State.Options.NoCaseMatch ? GlobOptions.IgnoreCase : GlobOptions.None);
        return Expander.Matches(pattern, options, subject);
    }

    private int ExecuteSelect(SelectCommand command)
    {
        State.Line = command.Line;
        List<string> words = RentWords();
        State.LoopDepth++;
        try
        {
            ExpandLoopWords(command.Words, words);
            if (words.Count == 0)
            {
                return 0;
            }

            bool showMenu = true;
            int status = 0;
            while (true)
            {
                LoopTick();
                if (showMenu)
                {
                    WriteError(SelectMenu.Format(words, int.TryParse(State.Variables.Get("COLUMNS"), out int columns) ? columns : 80));
                }

                WriteError(Expander.ExpandPrompt(State.Variables.Get("PS3") ?? "#? "));
                if (!ReadReply(out string reply))
                {
                    WriteOutput("\n");
                    return status == 0 ? 1 : status;
                }

                State.Variables.Set("REPLY", reply);
                if (reply.Length == 0)
                {
                    showMenu = true;
                    continue;
                }

                string choice = int.TryParse(reply.Trim(), out int number) && number >= 1 && number <= words.Count ? words[number - 1] : "";
                State.Variables.Set(command.Name, choice);
                status = Execute(command.Body);
                if (unwind != Unwind.None && LoopEnds())
                {
                    return status;
                }

                showMenu = false;
                showMenu = (State.Variables.Get("REPLY") ?? "").Length == 0;
            }
        }
        finally
        {
            State.LoopDepth--;
            ReturnWords(words);
        }
    }

    private bool ReadReply(out string reply)
    {
        Streams.OpenFile input = State.Descriptors[0] ?? Streams.ClosedFile.Instance;
        var reader = new Streams.LineReader(input, Cancellation);
        try
        {
            if (reader.TryRead(out ReadOnlySpan<byte> line))
            {
                reply = EscapedUtf8.Decode(line).Trim(' ', '\t');
                reader.Commit();
                return true;
            }
        }
        catch (Files.FileSystemException)
        {
            // A closed input ends the loop as its end does.
        }

        reply = "";
        return false;
    }

    /// <summary>After a body that ended with an unwinding: true if the loop ends, false if it goes on.</summary>
    private bool LoopEnds()
    {
        switch (unwind)
        {
            case Unwind.Break:
                if (--unwindLevels <= 0)
                {
                    unwind = Unwind.None;
                }

                return true;
            case Unwind.Continue:
                if (--unwindLevels <= 0)
                {
                    unwind = Unwind.None;
                    return false;
                }

                return true;
            default:
                return true;
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private void LoopTick()
    {
        if (--loopsLeft < 0)
        {
            SlowLoopTick();
        }

        if (Cancellation.IsCancellationRequested || HasPendingSignal)
        {
            Checkpoint();
        }
    }

    // Rounds are taken from the meter in lots, so that counting costs nothing.
    private const int Lot = 64;
    private int loopsLeft;
    private int loopsTaken;
    private long lastFlush;

    private void SlowLoopTick()
    {
        ExecutionMeter meter = Session.Meter;
        bool isFirst = loopsTaken == 0;
        meter.AddLoops(loopsTaken);
        loopsTaken = meter.LoopsLeft(Lot);
        loopsLeft = loopsTaken - 1;
        if (loopsLeft < 0)
        {
            loopsTaken = loopsLeft = 0;
            meter.Fail(meter.Limits.LoopIterations);
        }

        if (isFirst)
        {
            return;
        }

        // What a long loop has written must not wait for the loop's end, nor a stage behind it for its start.
        long now = Session.Clock.GetTimestamp();
        if (Session.Clock.GetElapsedTime(lastFlush, now) > TimeSpan.FromMilliseconds(20))
        {
            lastFlush = now;
            Streams.Blocking.Announce();
            State.Descriptors.FlushAll();
        }
    }
}
