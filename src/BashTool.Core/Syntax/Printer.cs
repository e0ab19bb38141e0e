using System.Runtime.CompilerServices;
using System.Text;
using System.Collections.Immutable;
using BashTool.Core.Syntax.Ast;

namespace BashTool.Core.Syntax;

/// <summary>
/// Prints a tree the way bash does for <c>declare -f</c>, <c>type</c>, <c>jobs</c> and BASH_COMMAND. The rules follow the
/// output of bash, with its oddities: an <c>elif</c> becomes a nested <c>if</c>, a here-document follows the operator after its command.
/// </summary>
public sealed partial class Printer
{
    private const int IndentationStep = 4;

    private readonly StringBuilder _output = new();
    private readonly bool _inSubstitution;
    private int _indentation;
    private int _step = IndentationStep;
    private int _skipIndentation;
    private int _functionDepth;
    private int _connectionDepth;
    private List<Redirection>? _deferredHereDocuments;
    private bool _wasHereDocument;

    private Printer(bool inSubstitution) => _inSubstitution = inSubstitution;

    /// <summary>The definition as <c>declare -f</c> shows it, without a newline at its end.</summary>
    public static string PrintFunction(FunctionDefinition function)
    {
        ArgumentNullException.ThrowIfNull(function);
        return PrintFunction(function.Name, function.Body);
    }

    /// <summary>The definition under another name (functions may be copied).</summary>
    public static string PrintFunction(string name, Command body)
    {
        ArgumentNullException.ThrowIfNull(body);
        var printer = new Printer(inSubstitution: false);
        if (KeywordTable.Find(name) != Keyword.None)
        {
            printer._output.Append("function ");
        }

        printer._output.Append(name).Append(" () \n");
        printer.WriteFunctionBody(body, "{ \n");
        return printer._output.ToString();
    }

    /// <summary>The text of a function in the environment (<c>BASH_FUNC_name%%</c>): <c>() {  ...</c>.</summary>
    public static string PrintExportedFunction(Command body)
    {
        ArgumentNullException.ThrowIfNull(body);
        var printer = new Printer(inSubstitution: false) { _step = 0 };
        printer._output.Append("() ");
        printer.WriteFunctionBody(body, "{ ");
        return printer._output.ToString();
    }

    /// <summary>A command as bash writes it in <c>jobs</c>, BASH_COMMAND and <c>$(...)</c>.</summary>
    public static string Print(Command command)
    {
        ArgumentNullException.ThrowIfNull(command);
        var printer = new Printer(inSubstitution: false);
        printer.Write(command);
        printer.WriteDeferred("");
        return printer._output.ToString();
    }

    /// <summary>A list as bash writes it.</summary>
    public static string Print(CommandList list)
    {
        ArgumentNullException.ThrowIfNull(list);
        var printer = new Printer(inSubstitution: false);
        printer.Write(list);
        printer.WriteDeferred("");
        return printer._output.ToString();
    }

    /// <summary>A word with its command substitutions printed anew, as bash keeps it.</summary>
    public static string Print(Word word)
    {
        ArgumentNullException.ThrowIfNull(word);
        var printer = new Printer(inSubstitution: false);
        printer.Write(word);
        return printer._output.ToString();
    }

    /// <summary>An assignment as it is shown in BASH_COMMAND.</summary>
    public static string Print(Assignment assignment)
    {
        ArgumentNullException.ThrowIfNull(assignment);
        var printer = new Printer(inSubstitution: false);
        printer.Write(assignment);
        return printer._output.ToString();
    }

    private static string PrintSubstitution(CommandList list)
    {
        if (list.IsEmpty)
        {
            return "";
        }

        var printer = new Printer(inSubstitution: true);
        printer.Write(list);
        printer.WriteDeferred("");
        string text = printer._output.ToString();
        return text[0] == '(' ? " " + text : text;
    }

    /// <summary>Deeper trees are not printed: the indentation alone would fill the memory.</summary>
    private const int MaximumIndentation = 2000 * IndentationStep;

    private void EnsureStack()
    {
        if (_indentation > MaximumIndentation || !RuntimeHelpers.TryEnsureSufficientExecutionStack())
        {
            throw new InsufficientExecutionStackException("The command is nested too deeply to print.");
        }
    }

    private void Indent()
    {
        if (_indentation > 0)
        {
            _output.Append(' ', _indentation);
        }
    }

    private void EnterIndentation()
    {
        if (_skipIndentation > 0)
        {
            _skipIndentation--;
        }
        else
        {
            Indent();
        }
    }

    private void NewLine(string text)
    {
        _output.Append('\n');
        Indent();
        _output.Append(text);
    }

    private void Semicolon()
    {
        if (_output.Length > 0 && _output[^1] is '&' or '\n')
        {
            return;
        }

        _output.Append(';');
    }

    private void WriteFunctionBody(Command body, string open)
    {
        int indentation = _indentation;
        _indentation += Math.Max(_step, 1);
        _functionDepth++;
        _output.Append(open);
        if (body is BraceGroup group)
        {
            Write(group.Body);
        }
        else
        {
            Write(body);
        }

        WriteDeferred("");
        _indentation = indentation;
        _functionDepth--;
        if (body is BraceGroup { HasRedirections: true })
        {
            NewLine("} ");
            WriteRedirections(body.Redirections, pipesStandardError: false);
        }
        else
        {
            NewLine("}");
        }
    }

    private void Write(CommandList list)
    {
        EnsureStack();
        ImmutableArray<CommandListItem> items = list.Items;
        int connections = items.Length - 1;
        if (items.Length > 0 && items[^1].IsBackground)
        {
            connections++;
        }

        if (connections <= 0)
        {
            if (items.Length > 0)
            {
                Write(items[0].Command);
            }

            return;
        }

        EnterIndentation();
        _skipIndentation++;
        _connectionDepth += connections;
        Write(items[0].Command);
        for (int i = 0; i < items.Length; i++)
        {
            bool last = i == items.Length - 1;
            if (last && !items[i].IsBackground)
            {
                break;
            }

            WriteSeparator(items[i].Separator, last);
            if (!last)
            {
                Write(items[i + 1].Command);
            }

            WriteDeferred("");
            _connectionDepth--;
        }
    }

    private void WriteSeparator(ListSeparator separator, bool last)
    {
        if (separator == ListSeparator.Ampersand)
        {
            WriteConnector(" &");
            if (!last)
            {
                _output.Append(' ');
                _skipIndentation++;
            }

            return;
        }

        char c = _inSubstitution && separator == ListSeparator.Newline ? '\n' : ';';
        if (_deferredHereDocuments is null)
        {
            if (!_wasHereDocument)
            {
                _output.Append(c);
            }
            else
            {
                _wasHereDocument = false;
            }
        }
        else
        {
            WriteConnector(_functionDepth > 0 ? "" : ";");
        }

        if (_functionDepth > 0)
        {
            _output.Append('\n');
        }
        else
        {
            if (c == ';')
            {
                _output.Append(' ');
            }

            _skipIndentation++;
        }
    }

    private void Write(Command command)
    {
        EnsureStack();
        EnterIndentation();
        WriteRest(command, pipesStandardError: false);
    }

    private void WriteRest(Command command, bool pipesStandardError)
    {
        switch (command)
        {
            case SimpleCommand simple:
                WriteSimple(simple, pipesStandardError);
                return;
            case Pipeline pipeline:
                WritePipeline(pipeline);
                return;
            case AndOrList list:
                WriteAndOr(list);
                return;
            case FunctionDefinition function:
                WriteNestedFunction(function);
                return;
            case Subshell subshell:
                _output.Append("( ");
                _skipIndentation++;
                Write(subshell.Body);
                WriteDeferred("");
                _output.Append(" )");
                break;
            case BraceGroup group:
                WriteGroup(group);
                break;
            case IfCommand command1:
                WriteIf(command1, 0);
                break;
            case WhileCommand loop:
                WriteWhile(loop);
                break;
            case ForCommand loop:
                WriteLoop("for", loop.Name, loop.Words, loop.Body);
                break;
            case SelectCommand loop:
                WriteLoop("select", loop.Name, loop.Words, loop.Body);
                break;
            case ArithmeticForCommand loop:
                WriteArithmeticFor(loop);
                break;
            case CaseCommand command1:
                WriteCase(command1);
                break;
            case ArithmeticCommand arithmetic:
                _output.Append("((");
                Write(arithmetic.Expression.Word, arithmetic.Expression.Text);
                _output.Append("))");
                break;
            case ConditionalCommand conditional:
                _output.Append("[[ ");
                Write(conditional.Expression);
                _output.Append(" ]]");
                break;
            case Coproc coproc:
                _output.Append("coproc ").Append(coproc.Name).Append(' ');
                _skipIndentation++;
                Write(coproc.Body);
                break;
        }

        if (command.HasRedirections || pipesStandardError)
        {
            _output.Append(' ');
            WriteRedirections(command.Redirections, pipesStandardError);
        }
    }

    private void WritePipeline(Pipeline pipeline)
    {
        if (pipeline.IsTimed)
        {
            _output.Append(pipeline.IsTimePosix ? "time -p " : "time ");
        }

        if (pipeline.IsNegated)
        {
            _output.Append("! ");
        }

        ImmutableArray<Command> commands = pipeline.Commands;
        if (commands.IsEmpty)
        {
            return;
        }

        if (commands.Length == 1)
        {
            WriteRest(commands[0], pipesStandardError: false);
            return;
        }

        _connectionDepth += commands.Length - 1;
        for (int i = 0; i < commands.Length; i++)
        {
            EnsureStack();
            WriteRest(commands[i], pipeline.PipesStandardError(i));
            if (i > 0)
            {
                WriteDeferred("");
                _connectionDepth--;
            }

            if (i < commands.Length - 1)
            {
                WriteConnector(" |");
                _output.Append(' ');
            }
        }
    }

    private void WriteAndOr(AndOrList list)
    {
        ImmutableArray<Command> commands = list.Commands;
        _connectionDepth += commands.Length - 1;
        for (int i = 0; i < commands.Length; i++)
        {
            EnsureStack();
            WriteRest(commands[i], pipesStandardError: false);
            if (i > 0)
            {
                WriteDeferred("");
                _connectionDepth--;
            }

            if (i < commands.Length - 1)
            {
                WriteConnector(list.Operators[i] == AndOrOperator.And ? " && " : " || ");
            }
        }
    }

    private void WriteSimple(SimpleCommand command, bool pipesStandardError)
    {
        bool any = false;
        foreach (Assignment assignment in command.Assignments)
        {
            Space(ref any);
            Write(assignment);
        }

        foreach (Word word in command.Words)
        {
            Space(ref any);
            Write(word);
        }

        if (command.HasRedirections || pipesStandardError)
        {
            Space(ref any);
            WriteRedirections(command.Redirections, pipesStandardError);
        }
    }

    private void Space(ref bool any)
    {
        if (any)
        {
            _output.Append(' ');
        }

        any = true;
    }
}
