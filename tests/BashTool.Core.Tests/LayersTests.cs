using System.Runtime.CompilerServices;
using System.Text.RegularExpressions;

namespace BashTool.Core.Tests;

/// <summary>Who may use whom: the arrows of the architecture, read off the using lines.</summary>
public sealed partial class LayersTests
{
    private static readonly Dictionary<string, string[]> Allowed = new()
    {
        ["Limits"] = [],
        ["Syntax"] = ["Limits"],
        ["Text"] = ["Limits"],
        ["Files"] = ["Limits", "Text"],
        ["Sandbox"] = ["Files", "Limits"],
        ["Streams"] = ["Files", "Text", "Limits"],
        ["CommandModel"] = ["Files", "Text", "Streams", "Sandbox", "Limits"],
        ["Expansion"] = ["Syntax", "Text", "Files", "Limits"],
        ["Planning"] = ["Syntax", "CommandModel", "Sandbox", "Files", "Text", "Limits"],
        ["Execution"] = ["Planning", "Streams", "CommandModel", "Sandbox", "Files", "Text", "Limits"],
        ["Interpreter"] = ["Execution", "Planning", "Expansion", "Syntax", "CommandModel", "Streams", "Sandbox", "Files", "Text", "Limits"],
        ["Builtins"] = ["Interpreter", "Execution", "Planning", "Expansion", "Syntax", "CommandModel", "Streams", "Sandbox", "Files", "Text", "Limits"],
    };

    public static IEnumerable<TheoryDataRow<string>> Folders() => Allowed.Keys.Select(static name => new TheoryDataRow<string>(name));

    [Theory]
    [MemberData(nameof(Folders))]
    public void A_folder_uses_only_what_lies_below_it(string folder)
    {
        string root = Path.Combine(SourceRoot(), "BashTool.Core", folder);
        var wrong = new List<string>();
        foreach (string file in Directory.EnumerateFiles(root, "*.cs", SearchOption.AllDirectories))
        {
            foreach (Match use in Use().Matches(File.ReadAllText(file)))
            {
                string used = use.Groups[1].Value;
                if (used != folder && !Allowed[folder].Contains(used))
                {
                    wrong.Add($"{Path.GetRelativePath(root, file)} uses {used}");
                }
            }
        }

        Assert.Empty(wrong.Distinct());
    }

    [Fact]
    public void Every_folder_of_the_engine_has_its_place()
    {
        IEnumerable<string> folders = Directory.EnumerateDirectories(Path.Combine(SourceRoot(), "BashTool.Core")).Select(static d => Path.GetFileName(d));
        Assert.Equal(Allowed.Keys.Order(), folders.Where(static f => f is not ("bin" or "obj")).Order());
    }

    [Fact]
    public void A_command_knows_nothing_of_the_shell_that_runs_it()
    {
        string[] allowed = ["CommandModel", "Files", "Text", "Streams", "Sandbox", "Limits"];
        var wrong = new List<string>();
        foreach (string file in Directory.EnumerateFiles(Path.Combine(SourceRoot(), "BashTool.Commands"), "*.cs", SearchOption.AllDirectories))
        {
            foreach (Match use in Use().Matches(File.ReadAllText(file)))
            {
                if (!allowed.Contains(use.Groups[1].Value))
                {
                    wrong.Add($"{Path.GetFileName(file)} uses {use.Groups[1].Value}");
                }
            }
        }

        Assert.Empty(wrong.Distinct());
    }

    [GeneratedRegex(@"^(?:global )?using (?:static )?BashTool\.Core\.(\w+)", RegexOptions.Multiline)]
    private static partial Regex Use();

    private static string SourceRoot([CallerFilePath] string here = "") =>
        Path.GetFullPath(Path.Combine(Path.GetDirectoryName(here)!, "..", "..", "src"));
}
