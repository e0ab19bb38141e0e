using BashTool.Core.Files;
using BashTool.Core.Planning;
using BashTool.Core.Streams;

namespace BashTool.Core.Execution;

/// <summary>A program of the host to be started: which, with what, where.</summary>
public sealed record NativeProgram
{
    public required HostPath Path { get; init; }

    /// <summary><c>argv</c>, the name it is called by first.</summary>
    public required IReadOnlyList<string> Arguments { get; init; }

    public required IEnumerable<KeyValuePair<string, string>> Environment { get; init; }

    public required HostPath WorkingDirectory { get; init; }

    /// <summary>Which kind of program it is.</summary>
    public StageExecutor Executor { get; init; } = StageExecutor.Native;

    /// <summary>The command that the script named, where another program runs it; null for the program itself.</summary>
    public string? Name { get; init; }

    /// <summary>The arguments the script gave, where they were rewritten for the host; null where they were not.</summary>
    public IReadOnlyList<string>? CalledWith { get; init; }

    /// <summary>The file mode creation mask it starts with, where it is not this process's own; null where it is.</summary>
    public int? Umask { get; init; }

    /// <summary>The descriptors it gets, by number.</summary>
    public required IReadOnlyList<(int Number, OpenFile File)> Descriptors { get; init; }
}
