using BashTool.Core.Text.Regex;

namespace BashTool.Commands.Awk;

/// <summary><c>split</c> and <c>patsplit</c>.</summary>
internal static class AwkSplitFunctions
{
    private static double Store(AwkMachine machine, AwkString text, AwkSplitter splitter, AwkExpression target, AwkExpression? separators, string name)
    {
        AwkArray array = AwkFunctions.ArrayOf(machine, target, $"{name}: second argument is not an array");
        AwkArray? between = separators is null ? null : AwkFunctions.ArrayOf(machine, separators, $"{name}: fourth argument is not an array");
        if (between == array)
        {
            throw machine.Fatal($"{name}: cannot use the same array for second and fourth args");
        }

        array.Clear();
        between?.Clear();
        List<(int Start, int End)> pieces = machine.Cut(text, splitter);
        ReadOnlySpan<byte> bytes = text.Span;
        for (int i = 0; i < pieces.Count; i++)
        {
            (int start, int end) = pieces[i];
            array.At(i + 1) = new AwkValue(AwkString.Of(bytes[start..end]), AwkValueKind.Input);
        }

        if (between is not null && pieces.Count > 0)
        {
            bool outer = splitter.Kind is AwkSplitter.SplitKind.Blanks or AwkSplitter.SplitKind.Pattern;
            if (outer && (pieces[0].Start > 0 || splitter.Kind == AwkSplitter.SplitKind.Pattern))
            {
                between.At(0) = new AwkValue(AwkString.Of(bytes[..pieces[0].Start]), AwkValueKind.Input);
            }

            for (int i = 1; i < pieces.Count; i++)
            {
                between.At(i) = new AwkValue(AwkString.Of(bytes[pieces[i - 1].End..pieces[i].Start]), AwkValueKind.Input);
            }

            if (outer && (pieces[^1].End < bytes.Length || splitter.Kind == AwkSplitter.SplitKind.Pattern))
            {
                between.At(pieces.Count) = new AwkValue(AwkString.Of(bytes[pieces[^1].End..]), AwkValueKind.Input);
            }
        }

        return pieces.Count;
    }

    internal sealed class Split(AwkExpression[] arguments) : AwkOperators.Numeric
    {
        private readonly AwkPattern? pattern = arguments.Length > 2 && arguments[2] is AwkOperators.Match { IsBare: true } match ? match.Pattern : null;
        private AwkSplitter? splitter;
        private AwkString? splitterText;
        private AwkValueKind splitterKind;
        private bool splitterIgnoresCase;

        public override double Number(AwkMachine machine)
        {
            AwkString text = arguments[0].Text(machine);
            return Store(machine, text, SplitterOf(machine), arguments[1], arguments.Length > 3 ? arguments[3] : null, "split");
        }

        private AwkSplitter SplitterOf(AwkMachine machine)
        {
            AwkValue value;
            if (arguments.Length < 3)
            {
                value = machine.Globals[(int)AwkSpecial.FS];
                if (machine.Splitter.Kind is AwkSplitter.SplitKind.Blanks or AwkSplitter.SplitKind.Byte && !machine.Splitter.Newlines && machine.SplitsBySeparator)
                {
                    return machine.Splitter;
                }
            }
            else
            {
                value = pattern is not null ? pattern.Value(machine) : arguments[2].Evaluate(machine);
            }

            AwkString text = machine.ToText(value);
            if (splitter is null || splitterIgnoresCase != machine.IgnoreCase || !text.Span.SequenceEqual(splitterText!.Span) || value.Kind == AwkValueKind.Regex != (splitterKind == AwkValueKind.Regex))
            {
                splitter = machine.SplitterFor(value, paragraphs: false);
                splitterText = text;
                splitterKind = value.Kind;
                splitterIgnoresCase = machine.IgnoreCase;
            }

            return splitter;
        }
    }

    internal sealed class PatternSplit(AwkExpression[] arguments) : AwkOperators.Numeric
    {
        private readonly AwkPattern? pattern = arguments.Length > 2 ? AwkFunctions.PatternOf(arguments[2]) : null;

        public override double Number(AwkMachine machine)
        {
            AwkString text = arguments[0].Text(machine);
            PosixRegex regex = pattern is not null
                ? pattern.Get(machine)
                : machine.CompileRegex(machine.ToText(machine.Globals[(int)AwkSpecial.FPAT]).Span);
            var splitter = new AwkSplitter { Kind = AwkSplitter.SplitKind.Pattern, Regex = regex };
            return Store(machine, text, splitter, arguments[1], arguments.Length > 3 ? arguments[3] : null, "patsplit");
        }
    }
}
