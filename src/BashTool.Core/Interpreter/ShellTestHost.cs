using BashTool.Core.CommandModel;
using BashTool.Core.Expansion;
using BashTool.Core.Files;

namespace BashTool.Core.Interpreter;

/// <summary>What <c>test</c>, <c>[</c> and <c>[[ ]]</c> see of a shell.</summary>
internal sealed class ShellTestHost(ShellInterpreter shell) : ITestHost
{
    public IFileSystem Files => shell.Session.Files;

    public uint UserId => shell.Session.System.UserId;

    public uint GroupId => shell.Session.System.GroupId;

    public VirtualPath Resolve(string path) => shell.State.Resolve(path);

    public bool IsTerminal(int descriptor) => shell.State.Descriptors[descriptor] is { IsTerminal: true };

    public bool TryDescriptor(string path, out FileMetadata? metadata)
    {
        metadata = null;
        int number = path switch
        {
            "/dev/stdin" => 0,
            "/dev/stdout" => 1,
            "/dev/stderr" => 2,
            _ => path.StartsWith("/dev/fd/", StringComparison.Ordinal) && int.TryParse(path.AsSpan(8), out int n) ? n : -1,
        };
        if (number < 0)
        {
            return false;
        }

        metadata = shell.State.Descriptors[number]?.Describe();
        return true;
    }

    public bool IsSet(string name) => shell.Expander.IsSet(name);

    public bool IsNameReference(string name) => shell.State.Variables.Find(name) is { IsNameRef: true, IsSet: true };

    public bool IsOptionOn(string name) => ShellOptions.TryFindSet(name, out ShellOption option) && shell.State.Options[option];
}
