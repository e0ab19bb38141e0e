using System.Collections.Immutable;
using BashTool.Core.Expansion;
using BashTool.Core.Files;
using BashTool.Core.Sandbox.Hooks;
using BashTool.Core.Streams;
using BashTool.Core.Syntax.Ast;
using BashTool.Core.Text;

namespace BashTool.Core.Interpreter;

// Simple commands (Bash manual, 3.7.1 and 3.7.2).
public sealed partial class ShellInterpreter
{
    private AssignmentArgument?[]? assignmentArguments;

    /// <summary>The parsed form of an argument like <c>a=(1 2)</c> of the declaration builtin being run; null for a plain word.</summary>
    public AssignmentArgument? AssignmentArgumentAt(List<string> words, int index) =>
        assignmentArguments is { } arguments && index < arguments.Length ? arguments[index] : null;

    private int ExecuteSimple(SimpleCommand command)
    {
        State.Line = State.FailureLine = command.Line;
        if (--commandsLeft < 0)
        {
            TakeCommands();
        }

        Checkpoint();
        if (unwind != Unwind.None)
        {
            return State.LastStatus;
        }

        if (trapsRunning == 0)
        {
            currentCommand = command;
            currentText = null;
        }

        if (State.Traps.HasDebug && command != forked && !RunDebugTrap(command))
        {
            return 0;
        }

        substitutionStatus = -1;
        int substitutions = openSubstitutions?.Count ?? 0;
        List<string> words = RentWords();
        try
        {
            int status = ExecuteExpanded(command, words);
            if (status == 0 || unwind != Unwind.None)
            {
                return status;
            }

            State.Line = State.FailureLine = command.Line;
            return CheckFailure(status, command);
        }
        catch (ExpansionException e) when (e.Severity == ExpansionSeverity.Fail)
        {
            ReportExpansion(e);
            SetStatus(e.Status);
            return CheckFailure(e.Status, command);
        }
        finally
        {
            if (openSubstitutions is not null && openSubstitutions.Count > substitutions)
            {
                CloseSubstitutions(substitutions);
            }

            ReturnWords(words);
        }
    }

    private int ExecuteExpanded(SimpleCommand command, List<string> words)
    {
        AssignmentArgument?[]? structured = null;
        if (!command.Words.IsEmpty)
        {
            structured = ExpandCommandWords(command, words);
        }

        if (words.Count == 0)
        {
            return ExecuteAssignments(command);
        }

        int status;
        string name = words[0];
        ShellFunction? function = State.Functions.Find(name);
        Builtin? builtin = null;
        if (function is null || State.Options.Posix)
        {
            builtin = Resolver.FindBuiltin(name);
            if (builtin is { IsSpecial: true } && State.Options.Posix)
            {
                function = null;
            }
        }

        if (function is not null)
        {
            status = WithTemporaries(command, words, function);
        }
        else if (builtin is not null)
        {
            status = ExecuteBuiltin(command, builtin, words, structured);
        }
        else
        {
            status = ExecuteExternal(command, words);
        }

        SetStatus(status);
        if (words.Count > 0)
        {
            State.LastArgument = structured is { Length: > 0 } && structured.Length == words.Count && structured[^1] is { Elements: not null } list
                ? list.Name : words[^1];
        }

        return status;
    }

    private void SetStatus(int status)
    {
        State.LastStatus = status;
        State.PipeStatus = StatusOf(status);
    }

    private AssignmentArgument?[]? ExpandCommandWords(SimpleCommand command, List<string> words)
    {
        ImmutableArray<Word> source = command.Words;
        if (source.Length > 1 && source.Any(static w => w is AssignmentWord))
        {
            return ExpandDeclaration(source, words);
        }

        Expander.ExpandWords(source.AsSpan(), words);
        return null;
    }

    // Arguments of declaration builtins: assignments are not split, arrays keep their structure.
    private AssignmentArgument?[] ExpandDeclaration(ImmutableArray<Word> source, List<string> words)
    {
        var arguments = new List<AssignmentArgument?>();
        foreach (Word word in source)
        {
            if (word is AssignmentWord assignment)
            {
                if (assignment.Assignment.Array is null && !ShellVariables.IsName(assignment.Assignment.Name))
                {
                    // Not a name: plain text to the builtin, which complains of it.
                    Expander.ExpandWord(word, words);
                    continue;
                }

                bool associative = assignment.Assignment.Array is not null
                    && (words.Exists(static w => w.Length > 1 && w[0] == '-' && w.Contains('A', StringComparison.Ordinal))
                        || State.Variables.Resolve(assignment.Assignment.Name)?.Associative is not null);
                AssignmentArgument argument = ExpandAssignmentArgument(assignment.Assignment, associative);
                while (arguments.Count < words.Count)
                {
                    arguments.Add(null);
                }

                arguments.Add(argument);
                words.Add(argument.ToWord() ?? assignment.Text);
            }
            else
            {
                Expander.ExpandWord(word, words);
            }
        }

        return [.. arguments];
    }

    private int ExecuteAssignments(SimpleCommand command)
    {
        foreach (Assignment assignment in command.Assignments)
        {
            try
            {
                if (State.Options.XTrace)
                {
                    TraceAssignment(assignment);
                }
                else
                {
                    AssignInPosixMode(assignment);
                }
            }
            catch (ExpansionException e) when (e.Severity == ExpansionSeverity.Fail)
            {
                ReportExpansion(e);
                SetStatus(1);
                return 1;
            }
        }

        if (command.HasRedirections)
        {
            // Redirections without a command open and close their files (POSIX XCU 2.9.1).
            List<SavedDescriptor> saved = [];
            bool applied = Redirect(command.Redirections, saved);
            UndoRedirections(saved);
            if (!applied)
            {
                SetStatus(1);
                return 1;
            }
        }

        int status = substitutionStatus >= 0 ? substitutionStatus : 0;
        SetStatus(status);
        if (!command.Assignments.IsEmpty)
        {
            State.LastArgument = "";
        }

        return status;
    }

    // In posix mode an assignment that fails ends the shell.
    private void AssignInPosixMode(Assignment assignment)
    {
        try
        {
            Expander.Assign(assignment);
        }
        catch (ExpansionException e) when (State.Options.Posix && !State.IsInteractive
            && e.Message.EndsWith(": readonly variable", StringComparison.Ordinal))
        {
            throw new ExpansionException(e.Message, ExpansionSeverity.Exit, 127);
        }
    }

    /// <summary>Calls a function with the command's redirections and the assignments before it, which are its variables.</summary>
    private int WithTemporaries(SimpleCommand command, List<string> words, ShellFunction function)
    {
        if (State.Options.XTrace)
        {
            TraceWords(command, words);
        }

        if (!command.HasRedirections)
        {
            return CallFunction(function, words, command.Assignments);
        }

        List<SavedDescriptor> saved = [];
        try
        {
            return Redirect(command.Redirections, saved) ? CallFunction(function, words, command.Assignments) : 1;
        }
        catch (ExpansionException e) when (ReportBeforeUndo(e))
        {
            throw;
        }
        finally
        {
            UndoRedirections(saved);
        }
    }

    private void AssignTemporaries(ImmutableArray<Assignment> assignments, bool special = false)
    {
        foreach (Assignment assignment in assignments)
        {
            if (assignment.Subscript is { } subscript)
            {
                ReportError($"`{assignment.Name}[{subscript.Text}]': not a valid identifier");
                continue;
            }

            // The value is made before the name hides what it may refer to; a list is its own text.
            string value = assignment.Value is null ? Expander.ExpandListText(assignment) : Expander.ExpandAssignmentValue(assignment.Value);
            if (assignment.IsAppend)
            {
                value = State.Variables.Get(assignment.Name) + value;
            }

            try
            {
                State.Variables.Assign(State.Variables.DeclareTemporary(assignment.Name), value);
            }
            catch (ExpansionException e) when (State.Options.Posix && !State.IsInteractive && e.Message.EndsWith(": readonly variable", StringComparison.Ordinal))
            {
                // It ends the shell before a special builtin, and gives up the line before other commands.
                throw special ? new ExpansionException(e.Message, ExpansionSeverity.Exit, 127) : new ExpansionException(e.Message, ExpansionSeverity.Discard);
            }
            catch (ExpansionException e) when (e.Severity is ExpansionSeverity.Fail or ExpansionSeverity.Discard)
            {
                // The command runs all the same.
                ReportExpansion(e);
            }

            if (State.Options.XTrace)
            {
                Trace($"{assignment.Name}={ShellQuoting.TraceWord(State.Variables.Get(assignment.Name) ?? "")}");
            }
        }
    }

    private int ExecuteBuiltin(SimpleCommand command, Builtin builtin, List<string> words, AssignmentArgument?[]? structured)
    {
        if (State.Options.XTrace)
        {
            TraceWords(command, words);
        }

        if (!command.HasRedirections && command.Assignments.IsEmpty)
        {
            return RunBuiltin(builtin, words, 0, structured);
        }

        if (builtin.KeepsRedirections && words.Count == 1)
        {
            // exec without a command: the redirections stay.
            List<SavedDescriptor> kept = [];
            bool done = Redirect(command.Redirections, kept);
            if (done)
            {
                KeepRedirections(kept);
            }
            else
            {
                UndoRedirections(kept);
            }

            State.Variables.PushScope(ScopeKind.Temporary);
            try
            {
                AssignTemporaries(command.Assignments);
            }
            finally
            {
                State.Variables.PopScope();
            }

            if (!done && !State.IsInteractive && State.Options.Posix)
            {
                BeginUnwind(Unwind.Exit, 1);
            }

            return done ? 0 : 1;
        }

        bool persistent = builtin.IsSpecial && State.Options.Posix;
        List<SavedDescriptor>? saved = null;
        bool scoped = false;
        try
        {
            if (command.HasRedirections)
            {
                saved = [];
                if (!Redirect(command.Redirections, saved))
                {
                    if (persistent && !State.IsInteractive)
                    {
                        BeginUnwind(Unwind.Exit, 1);
                    }

                    return 1;
                }
            }

            if (!command.Assignments.IsEmpty)
            {
                State.Variables.PushScope(builtin.CarriesAssignments ? ScopeKind.Carried : ScopeKind.Temporary);
                scoped = true;
                AssignTemporaries(command.Assignments, persistent);
            }

            int status = RunBuiltin(builtin, words, 0, structured);
            if (saved is not null && !FlushAfterBuiltin(words[0]))
            {
                status = 1;
            }

            return status;
        }
        catch (ExpansionException e) when (saved is not null && ReportBeforeUndo(e))
        {
            throw;
        }
        finally
        {
            if (scoped)
            {
                List<(string Name, string Value)>? kept = persistent ? KeptTemporaries(command.Assignments) : null;
                State.Variables.PopScope();
                foreach ((string name, string value) in kept ?? [])
                {
                    State.Variables.Set(name, value);
                    State.Variables.GetOrCreate(name).Attributes |= VariableAttributes.Exported;
                }
            }

            if (saved is not null)
            {
                if (builtin.KeepsRedirections && unwind == Unwind.None)
                {
                    KeepRedirections(saved);
                }
                else
                {
                    UndoRedirections(saved);
                }
            }
        }
    }

    // In posix mode what was assigned before a special builtin stays, unless it unset it.
    private List<(string Name, string Value)> KeptTemporaries(ImmutableArray<Assignment> assignments)
    {
        var kept = new List<(string, string)>();
        foreach (Assignment assignment in assignments)
        {
            if (State.Variables.Find(assignment.Name) is { Value: { } value } variable && variable.Depth == State.Variables.Depth)
            {
                kept.Add((assignment.Name, value));
            }
        }

        return kept;
    }

    private bool FlushAfterBuiltin(string name)
    {
        try
        {
            State.Descriptors[1]?.Flush();
            return true;
        }
        catch (FileSystemException e)
        {
            ReportError($"{name}: write error: {e.Description}");
            return false;
        }
    }

    /// <summary>Runs a builtin with words whose name stands at <paramref name="first"/>.</summary>
    internal int RunBuiltin(Builtin builtin, List<string> words, int first, AssignmentArgument?[]? structured = null) => isGuarded
        ? RunGuarded(first == 0 ? words : words[first..], CommandSort.Builtin, reports: true, list => RunBuiltinNow(builtin, list, 0, first == 0 ? structured : structured?[first..]))
        : RunBuiltinNow(builtin, words, first, structured);

    private int RunBuiltinNow(Builtin builtin, List<string> words, int first, AssignmentArgument?[]? structured)
    {
        AssignmentArgument?[]? outer = assignmentArguments;
        assignmentArguments = structured;
        ITextLocale? locale = TextLocale.Enter(State.Variables);
        try
        {
            if (builtin.Observes)
            {
                State.Descriptors.FlushAll();
            }

            return builtin.Run(new BuiltinCall(this, words, first));
        }
        catch (FileSystemException e)
        {
            ReportError($"{words[first]}: write error: {e.Description}");
            return 1;
        }
        catch (ExpansionException e) when (e.Severity == ExpansionSeverity.Discard && !builtin.RunsCommands
            && e.Message.EndsWith(": readonly variable", StringComparison.Ordinal))
        {
            ReportExpansion(e);
            return 1;
        }
        finally
        {
            assignmentArguments = outer;
            TextLocale.Enter(locale);
        }
    }

    private int ExecuteExternal(SimpleCommand command, List<string> words)
    {
        if (State.Options.XTrace)
        {
            TraceWords(command, words);
        }

        if (!command.HasRedirections && command.Assignments.IsEmpty)
        {
            return RunExternal(words);
        }

        List<SavedDescriptor>? saved = null;
        bool scoped = false;
        try
        {
            if (command.HasRedirections)
            {
                saved = [];
                if (!Redirect(command.Redirections, saved))
                {
                    return 1;
                }
            }

            if (!command.Assignments.IsEmpty)
            {
                State.Variables.PushScope(ScopeKind.Temporary);
                scoped = true;
                AssignTemporaries(command.Assignments);
            }

            return RunExternal(words);
        }
        catch (ExpansionException e) when (saved is not null && ReportBeforeUndo(e))
        {
            throw;
        }
        finally
        {
            if (scoped)
            {
                State.Variables.PopScope();
            }

            if (saved is not null)
            {
                UndoRedirections(saved);
            }
        }
    }
}
