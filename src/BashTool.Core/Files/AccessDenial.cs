namespace BashTool.Core.Files;

/// <summary>Why the sandbox refuses something: a stable code, the reason, and what would allow it.</summary>
/// <param name="Code">The stable code, as <c>BT-FS-001</c>.</param>
/// <param name="Reason">A few words, as <c>outside the workspace</c>.</param>
/// <param name="Remedy">What to ask for to be let through, as <c>--sandbox none</c>; empty where nothing helps.</param>
/// <param name="Error">The error a script sees when it is refused a change.</param>
public sealed record AccessDenial(string Code, string Reason, string Remedy, FileError Error = FileError.EACCES)
{
    /// <summary>The text in parentheses behind the error.</summary>
    public override string ToString()
        => Remedy.Length == 0 ? $"sandbox {Code}: {Reason}" : $"sandbox {Code}: {Reason}; {Remedy}";
}
