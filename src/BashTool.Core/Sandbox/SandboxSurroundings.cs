using BashTool.Core.Files;

namespace BashTool.Core.Sandbox;

/// <summary>What a sandbox shows besides files: the commands there are, the shell's open files, the terminal.</summary>
public sealed record SandboxSurroundings
{
    /// <summary>The names in <c>/bin</c> and <c>/usr/bin</c>.</summary>
    public Func<IEnumerable<string>> CommandNames { get; init; } = static () => [];

    /// <summary>Whether there is a command of a name.</summary>
    public Func<string, bool> HasCommand { get; init; } = static _ => false;

    /// <summary>What is behind <c>/dev/stdin</c> and <c>/dev/fd</c>; can be set later on <see cref="SandboxSession.Devices"/>.</summary>
    public IDescriptorSource? Descriptors { get; init; }
}
