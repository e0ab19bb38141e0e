namespace BashTool.Core.Sandbox.Native;

/// <summary>A program of the host that is about to be started, or a command line handed to a shell of the host.</summary>
/// <param name="Name">The name, without directory and <c>.exe</c>, in lower case.</param>
/// <param name="Arguments">The arguments without the name.</param>
/// <param name="IsWritable">Whether what a path names may be changed by the script itself.</param>
public sealed record NativeCall(string Name, IReadOnlyList<string> Arguments, Func<string, bool> IsWritable);
