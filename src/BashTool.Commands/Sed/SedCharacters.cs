namespace BashTool.Commands.Sed;

/// <summary>The characters of a script and of the pattern space: UTF-8, or bytes under <c>LC_ALL=C</c>.</summary>
internal static class SedCharacters
{
    /// <summary>The character at the start of a text that is not empty; a byte that is none by itself as <see cref="EscapedUtf8.DecodeRune"/> gives it.</summary>
    public static int Decode(ReadOnlySpan<byte> text, bool utf8, out int length) => EscapedUtf8.DecodeRune(utf8 ? text : text[..1], out length);
}
