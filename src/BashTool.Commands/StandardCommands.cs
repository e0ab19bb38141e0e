using BashTool.Core.CommandModel;

namespace BashTool.Commands;

/// <summary>The commands of this assembly.</summary>
public static class StandardCommands
{
    private static readonly string[] Namespaces =
    [
        "BashTool.Commands.Text",
        "BashTool.Commands.Files",
        "BashTool.Commands.System",
        "BashTool.Commands.Sed",
        "BashTool.Commands.Find",
        "BashTool.Commands.Awk",
        "BashTool.Commands.Bc",
    ];

    /// <summary>A catalog of them, to which more can be added.</summary>
    public static CommandCatalog NewCatalog() => new((typeof(StandardCommands).Assembly, Namespaces));
}
