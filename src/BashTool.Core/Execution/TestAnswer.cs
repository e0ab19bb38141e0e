using System.Text;

namespace BashTool.Core.Execution;

/// <summary>What test mode answers for a program.</summary>
public sealed record TestAnswer
{
    /// <summary>The program's name, with <c>*</c> and <c>?</c> as wildcards.</summary>
    public required string Name { get; init; }

    /// <summary>Arguments that have to come first; a <c>*</c> stands for any one. Empty for all calls.</summary>
    public IReadOnlyList<string> Arguments { get; init; } = [];

    public ReadOnlyMemory<byte> Output { get; init; }

    public ReadOnlyMemory<byte> Error { get; init; }

    public int Status { get; init; }

    /// <summary>Makes the answer when the call comes; null for the fixed one.</summary>
    public Func<TestStart, TestAnswer>? Handler { get; init; }

    /// <summary>An answer of text.</summary>
    public static TestAnswer Of(string name, string output, int status = 0, string error = "") => new()
    {
        Name = name,
        Output = Encoding.UTF8.GetBytes(output),
        Error = Encoding.UTF8.GetBytes(error),
        Status = status,
    };
}
