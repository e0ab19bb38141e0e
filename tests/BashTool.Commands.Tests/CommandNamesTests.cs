using System.Runtime.CompilerServices;
using BashTool.Core.CommandModel;

namespace BashTool.Commands.Tests;

/// <summary>One command, one declaration, one file of recorded cases, each of them a test: the lists are the same list.</summary>
public sealed class CommandNamesTests
{
    private static readonly CommandCatalog Catalog = StandardCommands.NewCatalog();

    public static IEnumerable<TheoryDataRow<string>> Names() => Catalog.Names.Select(static name => new TheoryDataRow<string>(name));

    [Theory]
    [MemberData(nameof(Names))]
    public void A_command_is_found_and_declares_itself(string name)
    {
        BashCommand command = Catalog.Find(name)!;
        Assert.NotNull(command);
        Assert.False(string.IsNullOrWhiteSpace(command.Spec.Summary));
        Assert.NotEmpty(command.Spec.Usage);
        Assert.All(command.Spec.Options.Where(static o => o.Unsupported is not null), static o => Assert.NotEmpty(o.Unsupported!));
    }

    [Fact]
    public void Every_command_has_recorded_cases_and_no_case_lacks_its_command()
    {
        string[] recorded =
        [
            .. Directory.EnumerateFiles(Path.Combine(TestsRoot(), "spec", "commands"), "*.spec").Select(static path => Path.GetFileNameWithoutExtension(path)),
        ];
        Assert.Empty(recorded.Except(Catalog.Names));

        // A command of several names (grep egrep fgrep) is recorded under one of them at least.
        Assert.Empty(Catalog.Names.GroupBy(static name => Catalog.Find(name)!).Where(names => !names.Intersect(recorded).Any()).SelectMany(static names => names));
    }

    private static string TestsRoot([CallerFilePath] string here = "") =>
        Path.GetFullPath(Path.Combine(Path.GetDirectoryName(here)!, ".."));
}
