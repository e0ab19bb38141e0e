using BashTool.Core.CommandModel;
using BashTool.Core.Expansion;

namespace BashTool.Core.Interpreter;

/// <summary>The exported variables of a shell as a command's environment; read when asked, not copied.</summary>
internal sealed class ShellEnvironment(ShellVariables variables) : IEnvironment
{
    public IEnumerable<KeyValuePair<string, string>> All => variables.Exported;

    public string? Get(string name) => variables.GetExported(name);
}
