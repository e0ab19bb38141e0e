namespace BashTool.Core.Files;

/// <summary>A file operation that the sandbox refused.</summary>
public sealed class SandboxDeniedException(FileError error, string? path, AccessDenial denial)
    : FileSystemException(error, path, $"{error.Describe()} ({denial})")
{
    public AccessDenial Denial { get; } = denial;

    /// <summary>The stable code, as <c>BT-FS-001</c>.</summary>
    public string Code => Denial.Code;
}
