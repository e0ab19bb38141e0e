using System.Collections.Immutable;
using System.Runtime.CompilerServices;
using BashTool.Core.Expansion;
using BashTool.Core.Sandbox.Hooks;
using BashTool.Core.Syntax.Ast;

namespace BashTool.Core.Interpreter;

// Shell functions (Bash manual, 3.3).
public sealed partial class ShellInterpreter
{
    /// <summary>Calls a function; <paramref name="words"/> are its name and arguments.</summary>
    public int CallFunction(ShellFunction function, List<string> words, ImmutableArray<Assignment> assignments = default) => isGuarded
        ? RunGuarded(words, CommandSort.Function, reports: true, list => CallFunctionNow(function, list, assignments))
        : CallFunctionNow(function, words, assignments);

    private int CallFunctionNow(ShellFunction function, List<string> words, ImmutableArray<Assignment> assignments)
    {
        int limit = int.TryParse(State.Variables.Get("FUNCNEST"), out int nest) && nest > 0 ? nest : int.MaxValue;
        if (limit == int.MaxValue && State.FunctionDepth >= Session.Meter.Limits.RecursionDepth.Value)
        {
            Session.Meter.Fail(Session.Meter.Limits.RecursionDepth);
        }

        if (State.FunctionDepth >= limit || !RuntimeHelpers.TryEnsureSufficientExecutionStack())
        {
            throw new ExpansionException($"{function.Name}: maximum function nesting level exceeded ({Math.Min(limit, State.FunctionDepth)})");
        }

        State.Variables.PushScope(ScopeKind.Function);
        if (!assignments.IsDefaultOrEmpty)
        {
            try
            {
                AssignTemporaries(assignments);
            }
            catch
            {
                State.Variables.PopScope();
                throw;
            }
        }

        string[] outerParameters = State.Parameters;
        int outerLoops = State.LoopDepth;
        int callLine = State.Line;
        string?[]? hidden = HideTraps(function);
        State.Parameters = words.Count > 1 ? words.GetRange(1, words.Count - 1).ToArray() : [];
        State.LoopDepth = 0;
        State.FunctionDepth++;
        State.Frames.Add(new CallFrame(function.Name, function.Source, callLine) { IsFunction = true, Arguments = State.Options[ShellOption.ExtDebug] ? State.Parameters : [] });
        int optionIndex = GetOptionsState.Enter(this);
        try
        {
            int status;
            int seen = -1;
            if (State.Traps.HasDebug)
            {
                State.Line = function.Line;
                RunDebugTrap(null);
            }

            Command body = function.Definition.Body;
            status = function.Definition.HasRedirections
                ? WithRedirections(function.Definition.Redirections, () => Execute(body))
                : Execute(body);
            if (unwind == Unwind.Return)
            {
                unwind = Unwind.None;
                status = unwindStatus;
                seen = statusBefore;
            }

            if (State.Traps.HasReturn && unwind == Unwind.None)
            {
                RunTrap(Signals.Return, seen >= 0 ? seen : status);
            }

            State.LastStatus = status;

            return status;
        }
        catch (ExpansionException e) when (e.Message.Length > 0)
        {
            // Reported here, where the function's own file and line are known.
            ReportError(e.Message);
            throw new ExpansionException("", e.Severity, e.Status);
        }
        finally
        {
            optionIndexChanged = false;
            State.Variables.PopScope();
            if (optionIndexChanged)
            {
                // OPTIND was local: the caller goes on where it was.
                GetOptionsState.Leave(this, optionIndex);
            }

            State.Frames.RemoveAt(State.Frames.Count - 1);
            State.FunctionDepth--;
            State.LoopDepth = outerLoops;
            State.Parameters = outerParameters;
            State.Line = callLine;
            RestoreTraps(hidden);
        }
    }

    // A function that is not traced does not see DEBUG and RETURN (functrace), nor ERR (errtrace); they come back afterwards.
    private string?[]? HideTraps(ShellFunction function)
    {
        TrapTable traps = State.Traps;
        bool traced = State.Options.FuncTrace || function.IsTraced;
        bool hideDebug = !traced && (traps.HasDebug || traps.HasReturn);
        bool hideError = !State.Options.ErrTrace && traps.HasError;
        if (!hideDebug && !hideError)
        {
            return null;
        }

        var hidden = new string?[3];
        if (hideDebug)
        {
            hidden[0] = traps.Hide(Signals.Debug);
            hidden[1] = traps.Hide(Signals.Return);
        }

        if (hideError)
        {
            hidden[2] = traps.Hide(Signals.Error);
        }

        return hidden;
    }

    private void RestoreTraps(string?[]? hidden)
    {
        if (hidden is null)
        {
            return;
        }

        // One that the function itself has set stays.
        State.Traps.Reveal(Signals.Debug, hidden[0]);
        State.Traps.Reveal(Signals.Return, hidden[1]);
        State.Traps.Reveal(Signals.Error, hidden[2]);
    }

    private int DefineFunction(FunctionDefinition definition)
    {
        State.Line = definition.Line;
        if (definition.IsNameQuoted)
        {
            ReportError($"`{definition.Name}': not a valid identifier");
            return CheckFailure(1);
        }

        if (State.Options.Posix && Resolver.FindBuiltin(definition.Name) is { IsSpecial: true })
        {
            ReportError($"`{definition.Name}': is a special builtin");
            BeginUnwind(Unwind.Exit, 2);
            return 2;
        }

        if (State.Functions.Find(definition.Name) is { IsReadOnly: true })
        {
            ReportError($"{definition.Name}: readonly function");
            return CheckFailure(1);
        }

        string source = State.Frames.Count > 0 ? State.Frames[^1].Source : State.SourceName ?? (State.CommandString is null ? "main" : "environment");
        ShellFunction? before = State.Functions.Find(definition.Name);
        State.Functions.Define(new ShellFunction(definition.Name, definition, source, definition.Line)
        {
            IsExported = before?.IsExported ?? State.Options.AllExport,
            IsTraced = before?.IsTraced ?? false,
        });
        return 0;
    }
}
