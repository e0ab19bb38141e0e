using BashTool.Core.Planning;
using BashTool.Core.Syntax.Ast;
using Forms = BashTool.Core.Planning.PatternCatalogue.Forms;

namespace BashTool.Core.Interpreter;

/// <summary>Cuts a pipeline into units by the patterns of the catalogue. What the text alone tells; whether a unit runs fused is decided when it runs.</summary>
internal static class PipelineUnits
{
    // The first stages of each form, as the catalogue has them: which commands it can follow or begin with.
    private static readonly Dictionary<string, CommandPattern[]> ByForm =
        PatternCatalogue.Fused.GroupBy(static p => p.Fusion!).ToDictionary(static g => g.Key, static g => g.ToArray());

    /// <summary>The units of a pipeline; null where every stage is one.</summary>
    public static PipelineUnit[]? Of(Pipeline pipeline)
    {
        if (pipeline.PipeStandardError.Contains(true))
        {
            return null;
        }

        CommandUse?[] uses = new CommandUse?[pipeline.Commands.Length];
        bool any = false;
        for (int i = 0; i < uses.Length; i++)
        {
            uses[i] = UseOf(pipeline.Commands[i]);
            any |= uses[i] is not null;
        }

        return any ? Cut(uses) : null;
    }

    private static PipelineUnit[]? Cut(CommandUse?[] uses)
    {
        var units = new List<PipelineUnit>();
        bool fused = false;
        int at = 0;
        while (at < uses.Length)
        {
            int first = at;
            bool direct = at == 0 && uses.Length > 1 && uses[0] is not null && Matches(Forms.DirectInput, uses, 0, 2);
            int core = direct ? 1 : at;
            (string? form, int length) = FormAt(uses, core);
            int last = core + length - 1;
            bool counted = last + 2 == uses.Length && form != Forms.DistinctCount && IsBareCount(uses[last + 1]) && (!direct || form is not null || uses.Length > 2);
            if (counted)
            {
                last++;
            }

            bool collects = form is null && !counted && last + 1 < uses.Length && uses[core] is not null && Matches(Forms.CollectedNames, uses, core, 2);
            units.Add(new PipelineUnit(first, last) { HasDirectInput = direct, HasCountedOutput = counted, Form = form, CollectsOutput = collects });
            fused |= units[^1].IsFused || collects;
            at = last + 1;
        }

        return fused ? [.. units] : null;
    }

    private static (string? Form, int Length) FormAt(CommandUse?[] uses, int at)
    {
        bool Is(int index, string name) => index < uses.Length && uses[index]?.Name == name;
        if (Is(at, "sort"))
        {
            if (Is(at + 1, "uniq"))
            {
                return Is(at + 2, "wc") && IsBareCount(uses[at + 2]) && uses[at + 1]!.Arguments.Count == 0 ? (Forms.DistinctCount, 3)
                    : (Forms.CountedLines, 2);
            }

            if (Is(at + 1, "head"))
            {
                return (Forms.TopLines, 2);
            }

            if (at > 0 && uses[at]!.HasLetter('u'))
            {
                return Is(at + 1, "wc") && IsBareCount(uses[at + 1]) ? (Forms.DistinctCount, 2) : (Forms.DistinctLines, 1);
            }
        }

        return at == 0 && ((Is(0, "head") && Is(1, "tail")) || (Is(0, "tail") && Is(1, "head"))) ? (Forms.LineRange, 2) : (null, 1);
    }

    private static bool IsBareCount(CommandUse? use) =>
        use is { Name: "wc", Arguments: [{ LiteralText: "-l" or "-c" or "--lines" or "--bytes" }] };

    // Whether two neighbours begin a pattern of a form.
    private static bool Matches(string form, CommandUse?[] uses, int at, int count)
    {
        if (at + count > uses.Length || uses[at + 1] is null)
        {
            return false;
        }

        foreach (CommandPattern pattern in ByForm[form])
        {
            if (pattern.Steps.Count >= count && pattern.Steps[0].Names(uses[at]!.Name) && pattern.Steps[1].Names(uses[at + 1]!.Name)
                && pattern.Steps[0].Command != PatternStep.Any)
            {
                return true;
            }
        }

        return false;
    }

    // A stage that can be looked at: a name that is known, words without effects, and no assignments.
    private static CommandUse? UseOf(Command command)
    {
        if (command is not SimpleCommand { Assignments.IsEmpty: true, Words: [{ LiteralText: { } name }, ..] } simple)
        {
            return null;
        }

        foreach (Word word in simple.Words)
        {
            if (!IsPure(word.Parts, 0))
            {
                return null;
            }
        }

        return new CommandUse { Name = name, NameWord = simple.Words[0], Arguments = simple.Words.RemoveAt(0), Span = simple.Span, IsInPipeline = true };
    }

    // Expanding it twice does no harm: no command runs, nothing is assigned.
    private static bool IsPure(IReadOnlyList<WordPart> parts, int depth)
    {
        foreach (WordPart part in parts)
        {
            switch (part)
            {
                case LiteralPart or QuotedLiteralPart or TildePart:
                case ParameterExpansion { IsSimple: true, ParameterKind: ParameterKind.Variable or ParameterKind.Positional }:
                    break;
                case DoubleQuotedPart quoted when depth < 2 && IsPure(quoted.Parts, depth + 1):
                    break;
                default:
                    return false;
            }
        }

        return true;
    }
}
