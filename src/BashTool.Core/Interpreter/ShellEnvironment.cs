using BashTool.Core.CommandModel;
using BashTool.Core.Expansion;

namespace BashTool.Core.Interpreter;

/// <summary>The exported variables of a shell as a command's environment, and where it was found as <c>_</c>; read when asked, not copied.</summary>
internal sealed class ShellEnvironment(ShellVariables variables, string command) : IEnvironment
{
    public IEnumerable<KeyValuePair<string, string>> All => variables.Exported.Append(new("_", Path));

    private string Path => command.Contains('/') ? command : "/usr/bin/" + command;

    public string? Get(string name) => name == "_" ? Path : variables.GetExported(name);
}
