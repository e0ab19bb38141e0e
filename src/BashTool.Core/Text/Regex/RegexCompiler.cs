using System.Runtime.CompilerServices;

namespace BashTool.Core.Text.Regex;

/// <summary>Which automaton to make of a tree.</summary>
internal enum RegexProgramKind
{
    /// <summary>Without groups, shaped for few states.</summary>
    Matching,

    /// <summary>The same, reading backwards.</summary>
    Reverse,

    /// <summary>With groups, and choices in the order in which the C library tries them.</summary>
    Submatches,

    /// <summary>Without groups; a back-reference may be anything. Finds everything the pattern finds, and more.</summary>
    Approximate,
}

/// <summary>Makes automata of a syntax tree. The sets are shared, so that all have the same alphabet.</summary>
internal sealed partial class RegexCompiler
{
    // A pattern such as (a{1000}){1000} is refused rather than built.
    private const int InstructionLimit = 400_000;

    private readonly List<RegexInstruction> code = [];
    private readonly List<RegexAssertion> assertions = [];
    private readonly Dictionary<CodePointSet, int> setNumbers;
    private readonly RegexProgramKind kind;
    private readonly int anything;

    private RegexCompiler(RegexProgramKind kind, Dictionary<CodePointSet, int> setNumbers, int anything)
    {
        this.kind = kind;
        this.setNumbers = setNumbers;
        this.anything = anything;
    }

    /// <param name="patternLength">A long list of words is no explosion.</param>
    public static void CheckSize(RegexNode root, int patternLength)
    {
        if (Size(root) > InstructionLimit + (4L * patternLength))
        {
            throw new RegexSyntaxException(RegexMessages.TooBig);
        }
    }

    public static void CollectSets(RegexNode node, Dictionary<CodePointSet, int> sets)
    {
        if (node.Set is not null)
        {
            sets.TryAdd(node.Set, sets.Count);
        }

        foreach (RegexNode child in node.Children)
        {
            CollectSets(child, sets);
        }
    }

    /// <param name="anything">Number of the set of all characters, for the approximation of back-references.</param>
    public static RegexProgram Compile(RegexNode root, RegexProgramKind kind, Dictionary<CodePointSet, int> sets, RegexAlphabet alphabet, int anything)
    {
        var compiler = new RegexCompiler(kind, sets, anything);
        int match = compiler.Emit(RegexOp.Match, 0, -1);
        int start = compiler.Build(root, match, optionalGroup: 0);
        return new RegexProgram
        {
            Code = compiler.code.ToArray(),
            Start = start,
            Assertions = compiler.assertions.ToArray(),
            Alphabet = alphabet,
        };
    }

    private static long Size(RegexNode node)
    {
        if (!RuntimeHelpers.TryEnsureSufficientExecutionStack())
        {
            throw new RegexSyntaxException(RegexMessages.MemoryExhausted);
        }

        long size = 1;
        foreach (RegexNode child in node.Children)
        {
            size += Size(child) + 1;
        }

        if (node.Kind == RegexNodeKind.Repeat)
        {
            size *= Math.Max(1, node.Maximum < 0 ? node.Minimum + 1 : node.Maximum);
        }

        return Math.Min(size, long.MaxValue / 100_000);
    }

    private int Emit(RegexOp op, int argument, int next, int other = -1)
    {
        code.Add(new RegexInstruction { Op = op, Argument = argument, Next = next, Other = other });
        return code.Count - 1;
    }

    /// <summary>Emits the node so that it goes on to <paramref name="next"/>; answers where it starts.</summary>
    /// <param name="optionalGroup">The group whose node is the element of an optional repetition.</param>
    private int Build(RegexNode node, int next, int optionalGroup)
    {
        switch (node.Kind)
        {
            case RegexNodeKind.Empty:
                return next;
            case RegexNodeKind.Set:
                return Emit(RegexOp.Character, setNumbers[node.Set!], next);
            case RegexNodeKind.Sequence:
                return BuildSequence(node, next, optionalGroup);
            case RegexNodeKind.Alternation:
                return BuildAlternation(node, next, optionalGroup);
            case RegexNodeKind.Repeat:
                return BuildRepeat(node, next, optionalGroup);
            case RegexNodeKind.Group:
                if (kind != RegexProgramKind.Submatches)
                {
                    return Build(node.Children[0], next, 0);
                }

                int close = Emit(node.Group == optionalGroup ? RegexOp.CloseOptionalGroup : RegexOp.CloseGroup, node.Group, next);
                return Emit(RegexOp.OpenGroup, node.Group, Build(node.Children[0], close, optionalGroup));
            case RegexNodeKind.Assertion:
                RegexAssertion assertion = kind == RegexProgramKind.Reverse ? node.Assertion.Reversed : node.Assertion;
                int number = assertions.IndexOf(assertion);
                if (number < 0)
                {
                    number = assertions.Count;
                    assertions.Add(assertion);
                }

                return Emit(RegexOp.Assertion, number, next);
            case RegexNodeKind.BackReference when kind == RegexProgramKind.Submatches:
                return Emit(RegexOp.BackReference, node.Group, next);
            case RegexNodeKind.BackReference:
                int loop = Emit(RegexOp.Loop, 0, -1, next);
                SetNext(loop, Emit(RegexOp.Character, anything, loop));
                return loop;
            default:
                throw new InvalidOperationException();
        }
    }

    private int BuildSequence(RegexNode node, int next, int optionalGroup)
    {
        List<RegexNode> members = node.Children;
        for (int i = 0; i < members.Count; i++)
        {
            next = Build(members[kind == RegexProgramKind.Reverse ? i : members.Count - 1 - i], next, optionalGroup);
        }

        return next;
    }

    private int BuildAlternation(RegexNode node, int next, int optionalGroup)
    {
        List<RegexNode> branches = node.Children;
        if (kind != RegexProgramKind.Submatches && branches.Count > 2)
        {
            return BuildFactored(branches, next);
        }

        int start = Build(branches[^1], next, optionalGroup);
        for (int i = branches.Count - 2; i >= 0; i--)
        {
            start = Emit(RegexOp.Split, 0, Build(branches[i], next, optionalGroup), start);
        }

        return start;
    }

    private int BuildRepeat(RegexNode node, int next, int optionalGroup)
    {
        RegexNode element = node.Children[0];
        int inner = element.Kind == RegexNodeKind.Group ? element.Group : optionalGroup;
        int start = next;
        if (node.Maximum < 0)
        {
            start = Emit(RegexOp.Loop, 0, -1, next);
            SetNext(start, Build(element, start, inner));
        }
        else if (node.Maximum > node.Minimum)
        {
            start = kind == RegexProgramKind.Submatches
                ? BuildOptionalsLeftNested(element, node.Maximum - node.Minimum, next, inner)
                : BuildOptionalsRightNested(element, node.Maximum - node.Minimum, next, inner);
        }

        for (int i = 0; i < node.Minimum; i++)
        {
            start = Build(element, start, optionalGroup);
        }

        return start;
    }

    /// <summary><c>(e(e(e)?)?)?</c>: after each element one knows how many there were.</summary>
    private int BuildOptionalsRightNested(RegexNode element, int count, int next, int optionalGroup)
    {
        int start = next;
        for (int i = 0; i < count; i++)
        {
            start = Emit(RegexOp.Split, 0, Build(element, start, optionalGroup), next);
        }

        return start;
    }

    /// <summary><c>(((e)?e)?e)?</c>: the C library's shape, which decides which groups win.</summary>
    private int BuildOptionalsLeftNested(RegexNode element, int count, int next, int optionalGroup)
    {
        // Elements are emitted from the last; skips[i] is where skipping the first i+1 elements leads.
        var skips = new int[count];
        int at = next;
        for (int i = count - 1; i >= 0; i--)
        {
            skips[i] = at;
            at = Build(element, at, optionalGroup);
        }

        for (int i = 0; i < count; i++)
        {
            at = Emit(RegexOp.Split, 0, at, skips[i]);
        }

        return at;
    }

    private void SetNext(int index, int next)
    {
        RegexInstruction instruction = code[index];
        instruction.Next = next;
        code[index] = instruction;
    }
}
