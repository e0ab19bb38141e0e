using System.Text;

namespace BashTool.Commands.Ripgrep;

/// <summary>Turns the encodings that can be asked for, or that a mark at the start of a file tells, into UTF-8.</summary>
internal static class RgEncoding
{
    // What Windows-1252 has where Latin-1 has control characters.
    private const string Windows = "\u20ac\u0081\u201a\u0192\u201e\u2026\u2020\u2021\u02c6\u2030\u0160\u2039\u0152\u008d\u017d\u008f"
        + "\u0090\u2018\u2019\u201c\u201d\u2022\u2013\u2014\u02dc\u2122\u0161\u203a\u0153\u009d\u017e\u0178";

    /// <summary>The name as it is known here; null if it is not.</summary>
    public static string? Canonical(string name) => name.ToLowerInvariant() switch
    {
        "auto" => "auto",
        "none" => "none",
        "utf-8" or "utf8" or "unicode-1-1-utf-8" => "utf-8",
        "utf-16" or "utf-16le" => "utf-16le",
        "utf-16be" => "utf-16be",
        "ascii" or "us-ascii" or "latin1" or "l1" or "iso-8859-1" or "iso8859-1" or "windows-1252" or "cp1252" or "x-cp1252" or "ansi_x3.4-1968" => "windows-1252",
        _ => null,
    };

    public static ReadOnlyMemory<byte> Decode(ReadOnlyMemory<byte> text, string encoding)
    {
        ReadOnlySpan<byte> span = text.Span;
        if (encoding == "none")
        {
            return text;
        }

        if (span.StartsWith((ReadOnlySpan<byte>)[0xef, 0xbb, 0xbf]))
        {
            return text[3..];
        }

        if (span.StartsWith((ReadOnlySpan<byte>)[0xff, 0xfe]))
        {
            return Encoding.UTF8.GetBytes(Encoding.Unicode.GetString(span[2..]));
        }

        if (span.StartsWith((ReadOnlySpan<byte>)[0xfe, 0xff]))
        {
            return Encoding.UTF8.GetBytes(Encoding.BigEndianUnicode.GetString(span[2..]));
        }

        switch (encoding)
        {
            case "utf-16le":
                return Encoding.UTF8.GetBytes(Encoding.Unicode.GetString(span));
            case "utf-16be":
                return Encoding.UTF8.GetBytes(Encoding.BigEndianUnicode.GetString(span));
            case "windows-1252":
                var characters = new char[span.Length];
                for (int i = 0; i < span.Length; i++)
                {
                    characters[i] = span[i] is >= 0x80 and < 0xa0 ? Windows[span[i] - 0x80] : (char)span[i];
                }

                return Encoding.UTF8.GetBytes(characters);
            case "utf-8":
                return Encoding.UTF8.GetBytes(Encoding.UTF8.GetString(span));
            default:
                return text;
        }
    }
}
