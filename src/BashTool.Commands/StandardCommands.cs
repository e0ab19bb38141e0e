using BashTool.Core.CommandModel;

namespace BashTool.Commands;

/// <summary>The commands of this assembly.</summary>
public static class StandardCommands
{
    /// <summary>A catalog of them, to which more can be added.</summary>
    public static CommandCatalog NewCatalog() => new(typeof(StandardCommands).Assembly);
}
