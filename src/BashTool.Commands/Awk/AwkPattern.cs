using BashTool.Core.Text.Regex;

namespace BashTool.Commands.Awk;

/// <summary>A regular expression of the program, written out or computed.</summary>
internal sealed class AwkPattern
{
    private readonly byte[]? literal;
    private readonly AwkExpression? source;
    private AwkString? lastText;
    private PosixRegex? regex;
    private bool ignoreCase;

    public AwkPattern(byte[] literal) => this.literal = literal;

    public AwkPattern(AwkExpression source) => this.source = source;

    /// <summary>The computed one; null if it is written out.</summary>
    public AwkExpression? Source => source;

    public byte[]? Literal => literal;

    public PosixRegex Get(AwkMachine machine)
    {
        if (source is null)
        {
            if (regex is null || ignoreCase != machine.IgnoreCase)
            {
                regex = machine.CompileRegex(literal);
                ignoreCase = machine.IgnoreCase;
            }

            return regex;
        }

        AwkString text = source.Text(machine);
        if (regex is null || ignoreCase != machine.IgnoreCase || (!ReferenceEquals(text, lastText) && !text.Span.SequenceEqual(lastText!.Span)))
        {
            regex = machine.CompileRegex(text.Span);
            ignoreCase = machine.IgnoreCase;
        }

        lastText = text;
        return regex;
    }

    /// <summary>As a value that says that it is a regular expression.</summary>
    public AwkValue Value(AwkMachine machine) =>
        literal is not null ? new AwkValue(AwkString.Own(literal), AwkValueKind.Regex) : source!.Evaluate(machine);
}
