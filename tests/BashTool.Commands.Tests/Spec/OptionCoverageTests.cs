using System.Runtime.CompilerServices;
using System.Text;
using BashTool.Core.CommandModel;
using BashTool.Core.Syntax;
using BashTool.Core.Syntax.Ast;

namespace BashTool.Commands.Tests.Spec;

/// <summary>Every option a command declares is used in a recorded case, in one of its spellings.</summary>
public sealed class OptionCoverageTests
{
    private static readonly CommandCatalog Catalog = StandardCommands.NewCatalog();

    private static readonly Lazy<Dictionary<Option, bool>> Used = new(Read);

    public static IEnumerable<TheoryDataRow<string>> Names() =>
        Catalog.Names.GroupBy(static name => Catalog.Find(name)!.GetType()).Select(static names => new TheoryDataRow<string>(names.Order(StringComparer.Ordinal).First()));

    [Theory]
    [MemberData(nameof(Names))]
    public void Every_option_has_a_recorded_case(string name)
    {
        // What help leaves out is an old spelling; the text of help is our own.
        IEnumerable<Option> missing = Catalog.Find(name)!.Spec.Options.Where(option =>
            !option.Hidden && option.Unsupported is null && !option.LongNames.Any(static n => n is "help" or "version") && !Used.Value.ContainsKey(option));
        string[] spellings = [.. missing.Select(static option => string.Join(' ', option.Letters.Select(static c => "-" + c).Concat(option.LongNames.Select(static n => "--" + n))))];
        Assert.True(spellings.Length == 0, "without a case: " + string.Join(", ", spellings));
    }

    private static Dictionary<Option, bool> Read()
    {
        var walker = new OptionWalker();
        string root = SpecRoot();
        foreach (string path in Directory.EnumerateFiles(root, "*.spec", SearchOption.AllDirectories))
        {
            foreach (SpecCase @case in SpecFile.Load(root, path).Cases)
            {
                if (Parser.TryParseAll(Encoding.UTF8.GetString(@case.Script), null, out Script tree, out _))
                {
                    walker.VisitScript(tree);
                }
            }
        }

        return walker.Used;
    }

    private static string SpecRoot([CallerFilePath] string here = "") =>
        Path.GetFullPath(Path.Combine(Path.GetDirectoryName(here)!, "..", "..", "spec"));

    /// <summary>Takes each word that names a command for that command (<c>xargs grep -l</c>), and the words behind it for its arguments.</summary>
    private sealed class OptionWalker : SyntaxWalker
    {
        private string[] loop = [];

        public Dictionary<Option, bool> Used { get; } = [];

        public override void VisitFor(ForCommand loop)
        {
            string[] outer = this.loop;
            this.loop = loop.Words is { } words ? [.. outer, .. words.Select(static word => word.LiteralText ?? word.Text)] : outer;
            base.VisitFor(loop);
            this.loop = outer;
        }

        public override void VisitSimple(SimpleCommand simple)
        {
            for (int i = 0; i < simple.Words.Length; i++)
            {
                if (simple.Words[i].LiteralText is { } name && Catalog.Find(name) is { } command)
                {
                    command.Spec.Parse(["--"]); // declares --help and --version
                    foreach (string text in simple.Words.Skip(i + 1).Select(static word => word.LiteralText ?? word.Text).Concat(loop).Concat(loop.SelectMany(static words => words.Split(' '))))
                    {
                        Note(command.Spec, text);
                    }
                }
            }

            base.VisitSimple(simple);
        }

        private void Note(CommandSpec spec, string argument)
        {
            if (argument.StartsWith("--", StringComparison.Ordinal) && argument.Length > 2)
            {
                string name = argument[2..].Split('=')[0];
                Option[] matching = [.. spec.Options.Where(o => o.LongNames.Any(n => n == name))];
                if (matching.Length == 0)
                {
                    matching = [.. spec.Options.Where(o => o.LongNames.Any(n => n.StartsWith(name, StringComparison.Ordinal)))];
                }

                if (matching.Length == 1)
                {
                    Used[matching[0]] = true;
                }
            }
            else if (argument.StartsWith('-'))
            {
                foreach (char letter in argument.Skip(1))
                {
                    Option? option = spec.Options.FirstOrDefault(o => o.Letters.Contains(letter));
                    if (option is null)
                    {
                        break;
                    }

                    Used[option] = true;
                    if (option.Value != OptionValue.None)
                    {
                        break;
                    }
                }
            }
        }
    }
}
