namespace BashTool.Core.Text.Regex;

/// <content>What is made of a pattern: the tree, its alphabet, and the automata, each when it is first asked for.</content>
public sealed partial class PosixRegex
{
    internal sealed class Parts
    {
        private readonly RegexNode root;
        private readonly Dictionary<CodePointSet, int> setNumbers = [];
        private readonly List<CodePointSet> sets;
        private readonly RegexAlphabet alphabet;
        private readonly RegexProgram?[] programs = new RegexProgram?[4];
        private readonly int anything;
        private readonly byte separator;
        private readonly LiteralAnalysis literals;
        private RegexPrefilter? prefilter;
        private bool prefilterKnown;
        private bool[]? firstBytes;

        public Parts(RegexNode root, RegexParser parser, RegexOptions options, int patternLength)
        {
            RegexCompiler.CheckSize(root, patternLength);
            GroupCount = parser.GroupCount;
            HasBackReferences = parser.HasBackReferences;
            IgnoreCase = options.IgnoreCase;
            separator = options.LineSeparator;
            bool word = parser.HasWordAssertions || options.Whole == RegexWhole.Word;
            this.root = options.Whole switch
            {
                RegexWhole.Line => RegexNode.Sequence(
                    RegexNode.Of(new RegexAssertion(PreviousIs: RegexContext.Newline)), root, RegexNode.Of(new RegexAssertion(NextIs: RegexContext.Newline))),
                RegexWhole.Word => RegexNode.Sequence(
                    RegexNode.Of(new RegexAssertion(PreviousIsNot: RegexContext.Word)), root, RegexNode.Of(new RegexAssertion(NextIsNot: RegexContext.Word))),
                _ => root,
            };
            RegexCompiler.CollectSets(this.root, setNumbers);
            CodePointSet all = CodePointSet.Universe(options.Utf8);
            if (options.Utf8)
            {
                all = CodePointSet.FromRanges([0, CodePointSet.Maximum]);
            }

            setNumbers.TryAdd(all, setNumbers.Count);
            anything = setNumbers[all];
            sets = [.. setNumbers.Keys];
            alphabet = new RegexAlphabet(sets, [CodePointSet.Of(separator)], options.Utf8, word, options.Whole != RegexWhole.Word, options.Newline ? separator : -1);
            literals = LiteralAnalysis.Of(this.root, options.Utf8, options.IgnoreCase);
            Required = literals.Best.Length > 0 ? new LiteralSearch(literals.Best, options.IgnoreCase) : null;
            if (options.Whole == RegexWhole.Nothing && IsPlain(root) && literals.Exact is { Length: > 0 } exact)
            {
                Literal = new LiteralSearch(exact, options.IgnoreCase);
            }
        }

        public int GroupCount { get; }

        public bool HasBackReferences { get; }

        public bool IgnoreCase { get; }

        /// <summary>The text that the pattern stands for when it is nothing but text.</summary>
        public LiteralSearch? Literal { get; }

        /// <summary>What every match has in it.</summary>
        public LiteralSearch? Required { get; }

        /// <summary>It is rare enough to be looked for first, and not what the automaton looks for anyway.</summary>
        public bool RequiredIsWorthLookingFor =>
            literals.Best.Length > literals.Prefix.Length
            && (literals.Best.Length > 1 || !(char.IsAsciiLetterOrDigit((char)literals.Best[0]) || literals.Best[0] is (byte)' ' or (byte)'\t'));

        public RegexProgram Program(RegexProgramKind kind) =>
            programs[(int)kind] ??= RegexCompiler.Compile(root, kind, setNumbers, alphabet, anything);

        public LazyDfa NewDfa(DfaMode mode)
        {
            RegexProgram program = Program(HasBackReferences ? RegexProgramKind.Approximate : RegexProgramKind.Matching);
            if (!prefilterKnown)
            {
                prefilter = RegexPrefilter.Make(program, sets, literals.Prefix.Length >= 2 ? new LiteralSearch(literals.Prefix, IgnoreCase) : null);
                prefilterKnown = true;
            }

            return new LazyDfa(program, mode, separator, mode == DfaMode.Anchored ? null : prefilter);
        }

        /// <summary>The bytes that a match can begin with; nothing if it can be empty.</summary>
        public bool[] FirstBytes => firstBytes ??= RegexPrefilter.FirstBytes(Program(RegexProgramKind.Submatches), sets) ?? [];

        public LazyDfa NewReverseDfa() => new(Program(RegexProgramKind.Reverse), DfaMode.Anchored, separator, null);

        private static bool IsPlain(RegexNode node)
        {
            switch (node.Kind)
            {
                case RegexNodeKind.Set:
                    return true;
                case RegexNodeKind.Sequence:
                    foreach (RegexNode child in node.Children)
                    {
                        if (!IsPlain(child))
                        {
                            return false;
                        }
                    }

                    return true;
                default:
                    return false;
            }
        }
    }
}
