namespace BashTool.Core.Text;

/// <summary>Which program's backslash escapes.</summary>
public enum EscapeDialect
{
    /// <summary><c>$'...'</c>.</summary>
    AnsiC,

    /// <summary><c>echo -e</c>.</summary>
    Echo,

    /// <summary>An argument of <c>printf %b</c>.</summary>
    PrintfArgument,

    /// <summary>The format of <c>printf</c>.</summary>
    PrintfFormat,
}

/// <summary>Backslash escapes turned into what they stand for.</summary>
public static class AnsiCString
{
    /// <summary>The text without its escapes; <paramref name="stop"/> tells that <c>\c</c> ended the output.</summary>
    public static string Unescape(ReadOnlySpan<char> text, EscapeDialect dialect, out bool stop) => throw new NotImplementedException();
}
