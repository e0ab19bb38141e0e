using System.Text;
using BashTool.Core.Expansion;
using BashTool.Core.Files;
using BashTool.Core.Syntax;
using BashTool.Core.Syntax.Ast;
using BashTool.Core.Text;

namespace BashTool.Core.Tests.Expansion;

/// <summary>Just enough of a shell to run the scripts of the expansion cases: it stands in for the interpreter.</summary>
internal sealed class ScriptShell : IExpansionHost
{
    private readonly StringBuilder output;
    private readonly Dictionary<string, Command> functions = [];
    private readonly Expander expander;
    private string[] positional = [];
    private int line = 1;

    public ScriptShell(IFileSystem files)
    {
        Files = files;
        output = new StringBuilder();
        WorkingDirectory = VirtualPath.Parse("/work");
        expander = new Expander(this);
        Variables.Host = this;
        Variables.Set("HOME", "/home/me");
        Variables.Set("PWD", "/work");
    }

    private ScriptShell(ScriptShell parent)
    {
        Files = parent.Files;
        output = new StringBuilder();
        WorkingDirectory = parent.WorkingDirectory;
        Variables = parent.Variables.Overlay();
        Variables.Host = this;
        Options = parent.Options.Clone();
        functions = new(parent.functions);
        positional = parent.positional;
        line = parent.line;
        LastStatus = parent.LastStatus;
        expander = new Expander(this);
    }

    public ShellVariables Variables { get; } = new();

    public ShellOptions Options { get; } = new();

    public Expander Expander => expander;

    public string ShellName => "bash";

    public ReadOnlySpan<string> Positional => positional;

    public int LastStatus { get; private set; }

    public int ProcessId => 12345;

    public int LastBackgroundId => 0;

    public string OptionLetters => Options.Letters + "c";

    public IFileSystem Files { get; }

    public VirtualPath WorkingDirectory { get; }

    public CancellationToken Cancellation => default;

    public PromptInformation Prompt { get; } = new() { UserName = "me", HostName = "box.net", IsRoot = false };

    public string Text => output.ToString();

    public string SubstituteCommand(CommandSubstitution substitution)
    {
        var child = new ScriptShell(this);
        LastStatus = child.RunToEnd(substitution.Body);
        output.Append(child.errors);
        return child.Text.TrimEnd('\n');
    }

    public string SubstituteProcess(ProcessSubstitution substitution) => "/dev/fd/63";

    public string? DirectoryStackEntry(int index, bool fromRight) => null;

    public string? HomeDirectory(string? user) => user switch
    {
        null => "/home/me",
        "root" => "/root",
        _ => null,
    };

    public void Warn(string message) => Error(message);

    /// <summary>Runs a script as <c>bash -c</c> does.</summary>
    public int Run(string script)
    {
        var options = new ParserOptions();
        Options.Changed = (option, value) => options.ExtendedGlob = option == ShellOption.ExtGlob ? value : options.ExtendedGlob;
        var parser = new Parser(script, options);
        try
        {
            while (parser.ParseNext() is { } list)
            {
                try
                {
                    Run(list);
                }
                catch (ExpansionException e) when (e.Severity is ExpansionSeverity.Discard or ExpansionSeverity.Fail)
                {
                    Error(e.Message);
                    LastStatus = 1;
                }
            }
        }
        catch (ExpansionException e)
        {
            Error(e.Message);
            return e.Status;
        }

        return LastStatus;
    }

    // Errors of a substitution go to the outside, its output to the word.
    private readonly StringBuilder errors = new();
    private bool isSubstitution;

    private int RunToEnd(CommandList list)
    {
        isSubstitution = true;
        try
        {
            Run(list);
            return LastStatus;
        }
        catch (ExpansionException e)
        {
            Error(e.Message);
            return 1;
        }
    }

    private void Error(string message)
    {
        if (message.Length > 0)
        {
            (isSubstitution ? errors : output).Append($"bash: line {line}: {message}\n");
        }
    }

    private void Run(CommandList list)
    {
        foreach (CommandListItem item in list.Items)
        {
            Run(item.Command);
        }
    }

    private void Run(Command command)
    {
        line = command.Line;
        switch (command)
        {
            case SimpleCommand simple:
                RunSimple(simple);
                break;
            case AndOrList list:
                Run(list.Commands[0]);
                for (int i = 0; i < list.Operators.Length; i++)
                {
                    if (list.Operators[i] == AndOrOperator.And == (LastStatus == 0))
                    {
                        Run(list.Commands[i + 1]);
                    }
                }

                break;
            case BraceGroup group:
                Run(group.Body);
                break;
            case Subshell subshell:
                var child = new ScriptShell(this);
                LastStatus = child.RunToEnd(subshell.Body);
                output.Append(child.Text).Append(child.errors);
                break;
            case FunctionDefinition function:
                functions[function.Name] = function.Body;
                break;
            case CaseCommand choice:
                RunCase(choice);
                break;
            case ArithmeticCommand arithmetic:
                try
                {
                    LastStatus = expander.EvaluateArithmetic(arithmetic.Expression) != 0 ? 0 : 1;
                }
                catch (ExpansionException e) when (e.Severity == ExpansionSeverity.Discard)
                {
                    Error(e.Message.EndsWith("readonly variable", StringComparison.Ordinal) ? e.Message : "((: " + e.Message);
                    LastStatus = 1;
                }

                break;
            case ConditionalCommand { Expression: ConditionalBinary { Operator: ConditionalBinaryOperator.Equal } equal }:
                LastStatus = GlobPattern.Compile(expander.ExpandPattern(equal.Right), GlobOptions.ExtendedGlob)
                    .IsMatch(expander.ExpandToString(equal.Left)) ? 0 : 1;
                break;
            case ForCommand loop:
                var words = new List<string>();
                expander.ExpandWords(loop.Words!.Value, words);
                foreach (string word in words)
                {
                    if (Variables.Find(loop.Name) is { IsNameRef: true })
                    {
                        Variables.FindForWrite(loop.Name)!.SetText(word);
                    }
                    else
                    {
                        Variables.Set(loop.Name, word);
                    }

                    Run(loop.Body);
                }

                break;
            default:
                throw new NotSupportedException(command.Kind.ToString());
        }
    }

    private void RunCase(CaseCommand choice)
    {
        string subject = expander.ExpandToString(choice.Word);
        foreach (CaseItem item in choice.Items)
        {
            foreach (Word pattern in item.Patterns)
            {
                if (GlobPattern.Compile(expander.ExpandPattern(pattern)).IsMatch(subject))
                {
                    Run(item.Body);
                    return;
                }
            }
        }
    }

    private void RunSimple(SimpleCommand command)
    {
        if (command.Words.IsEmpty)
        {
            LastStatus = 0;
            foreach (Assignment assignment in command.Assignments)
            {
                expander.Assign(assignment);
            }

            return;
        }

        var words = new List<string>();
        var arguments = new Dictionary<int, Assignment>();
        foreach (Word word in command.Words)
        {
            if (word is AssignmentWord assignment)
            {
                arguments[words.Count] = assignment.Assignment;
                words.Add(word.Text);
            }
            else
            {
                expander.ExpandWord(word, words);
            }
        }

        if (words.Count == 0)
        {
            return;
        }

        string input = Input(command);
        bool scoped = !command.Assignments.IsEmpty;
        if (scoped)
        {
            Variables.PushScope(ScopeKind.Temporary);
            foreach (Assignment assignment in command.Assignments)
            {
                string value = expander.ExpandAssignmentValue(assignment.Value!);
                try
                {
                    Variables.Assign(Variables.DeclareTemporary(assignment.Name), value);
                }
                catch (ExpansionException e) when (e.Severity == ExpansionSeverity.Fail)
                {
                    Error(e.Message);
                }
            }
        }

        try
        {
            LastStatus = RunBuiltin(words, arguments, input);
        }
        catch (ExpansionException e) when (e.Severity is ExpansionSeverity.Fail || words[0] is "let" or "declare" or "read" or "unset" or "export"
            && e.Severity == ExpansionSeverity.Discard)
        {
            Error(words[0] is "let" or "declare" or "unset" && !(words[0] is "let" && e.Message.EndsWith("readonly variable", StringComparison.Ordinal))
                ? $"{words[0]}: {e.Message}" : e.Message);
            LastStatus = 1;
        }
        finally
        {
            if (scoped)
            {
                Variables.PopScope();
            }
        }
    }

    private string Input(SimpleCommand command)
    {
        foreach (Redirection redirection in command.Redirections)
        {
            if (redirection.Operator == RedirectionOperator.HereString)
            {
                return expander.ExpandToString(redirection.Target) + "\n";
            }

            if (redirection.HereDocument is { } document)
            {
                return expander.ExpandHereDocument(document);
            }
        }

        return "";
    }

    private int RunBuiltin(List<string> words, Dictionary<int, Assignment> arguments, string input)
    {
        if (functions.TryGetValue(words[0], out Command? body))
        {
            string[] outer = positional;
            positional = [.. words.Skip(1)];
            Variables.PushScope(ScopeKind.Function);
            try
            {
                Run(body);
                return LastStatus;
            }
            finally
            {
                Variables.PopScope();
                positional = outer;
            }
        }

        switch (words[0])
        {
            case "p":
                foreach (string word in words.Skip(1))
                {
                    output.Append('[').Append(word).Append(']');
                }

                if (words.Count == 1)
                {
                    output.Append("[]");
                }

                output.Append(' ').Append(words.Count - 1).Append('\n');
                return 0;
            case "echo":
                output.AppendJoin(' ', words.Skip(1)).Append('\n');
                return 0;
            case "printf":
                output.Append(words[1]);
                return 0;
            case "cat":
                output.Append(input);
                return 0;
            case ":":
                return 0;
            case "set":
                return RunSet(words);
            case "shopt":
                foreach (string name in words.Skip(2))
                {
                    Assert.True(ShellOptions.TryFindShopt(name, out ShellOption option));
                    Options[option] = words[1] == "-s";
                }

                return 0;
            case "let":
                long last = 0;
                foreach (string word in words.Skip(1))
                {
                    last = expander.EvaluateArithmetic(word);
                }

                return last != 0 ? 0 : 1;
            case "read":
                expander.AssignReference(words[^1], input.TrimEnd('\n'));
                return 0;
            case "unset":
                bool reference = words[1] == "-n";
                for (int i = reference ? 2 : 1; i < words.Count; i++)
                {
                    if (reference)
                    {
                        Variables.Unset(words[i]);
                    }
                    else
                    {
                        expander.UnsetReference(words[i]);
                    }
                }

                return 0;
            case "declare" or "local" or "readonly" or "export" or "typeset":
                return Declare(words, arguments);
            default:
                throw new NotSupportedException(words[0]);
        }
    }

    private int RunSet(List<string> words)
    {
        int at = 1;
        for (; at < words.Count && words[at].Length == 2 && words[at][0] is '-' or '+'; at++)
        {
            if (words[at] == "--")
            {
                at++;
                break;
            }

            Assert.True(ShellOptions.TryFindLetter(words[at][1], out ShellOption option));
            Options[option] = words[at][0] == '-';
        }

        if (at < words.Count || words.Contains("--"))
        {
            positional = [.. words.Skip(at)];
        }

        return 0;
    }

    private int Declare(List<string> words, Dictionary<int, Assignment> arguments)
    {
        VariableAttributes on = words[0] switch
        {
            "readonly" => VariableAttributes.ReadOnly,
            "export" => VariableAttributes.Exported,
            _ => VariableAttributes.None,
        };
        VariableAttributes off = VariableAttributes.None;
        string flags = "";
        int status = 0;
        for (int i = 1; i < words.Count; i++)
        {
            if (words[i].Length > 1 && words[i][0] is '-' or '+' && !arguments.ContainsKey(i))
            {
                flags += words[i];
                foreach (char c in words[i].AsSpan(1))
                {
                    VariableAttributes attribute = c switch
                    {
                        'i' => VariableAttributes.Integer,
                        'x' => VariableAttributes.Exported,
                        'r' => VariableAttributes.ReadOnly,
                        'n' => VariableAttributes.NameRef,
                        'l' => VariableAttributes.Lower,
                        'u' => VariableAttributes.Upper,
                        'c' => VariableAttributes.Capitalize,
                        't' => VariableAttributes.Trace,
                        _ => VariableAttributes.None,
                    };
                    if (words[i][0] == '-')
                    {
                        on |= attribute;
                    }
                    else
                    {
                        off |= attribute;
                    }
                }

                continue;
            }

            if (flags.Contains('p', StringComparison.Ordinal))
            {
                if (Variables.Find(words[i]) is { } shown && (shown.IsSet || shown.Attributes != 0))
                {
                    output.Append(ShellVariables.Declaration(shown)).Append('\n');
                }
                else
                {
                    Error($"{words[0]}: {words[i]}: not found");
                    status = 1;
                }

                continue;
            }

            arguments.TryGetValue(i, out Assignment? assignment);
            string name = assignment?.Name ?? words[i];
            if (on == VariableAttributes.None && off == VariableAttributes.None && Variables.Find(name) is { IsNameRef: true }
                && Variables.TryFollow(name, out string target, out _))
            {
                name = target;
            }

            string? value = assignment?.Value is { } word ? expander.ExpandAssignmentValue(word) : null;
            ShellVariable variable = words[0] is "declare" or "local" && !flags.Contains('g', StringComparison.Ordinal)
                ? Variables.DeclareLocal(name) : Variables.GetOrCreate(name);
            VariableAttributes letterCase = on & VariableAttributes.CaseMask;
            if (letterCase != 0)
            {
                off |= VariableAttributes.CaseMask & ~letterCase;
                off |= (letterCase & (letterCase - 1)) != 0 ? VariableAttributes.CaseMask : 0;
            }

            variable.Attributes = (variable.Attributes | (on & ~VariableAttributes.ReadOnly)) & ~off;

            if (flags.Contains('a', StringComparison.Ordinal) && variable.Indexed is null)
            {
                bool had = variable.IsSet;
                variable.WritableIndexed();
                variable.Attributes |= had ? 0 : VariableAttributes.Invisible;
            }
            else if (flags.Contains('A', StringComparison.Ordinal) && variable.Associative is null)
            {
                variable.WritableAssociative();
                variable.Attributes |= VariableAttributes.Invisible;
            }

            if (value is not null && (variable.Attributes & VariableAttributes.NameRef) != 0)
            {
                variable.SetText(value);
            }
            else if (value is not null && assignment!.Subscript is null)
            {
                Variables.Assign(variable, value, assignment.IsAppend);
            }
            else if (assignment is not null)
            {
                expander.Assign(assignment, variable);
            }

            variable.Attributes |= on & VariableAttributes.ReadOnly;
        }

        return status;
    }
}
