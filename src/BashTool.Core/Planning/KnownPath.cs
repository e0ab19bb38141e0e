using System.Text;
using BashTool.Core.Files;
using BashTool.Core.Syntax.Ast;

namespace BashTool.Core.Planning;

/// <summary>What the text of a word tells about the path it will be.</summary>
/// <param name="Path">The path, or the directory in which the unknown part lies; null where nothing is known.</param>
/// <param name="IsExact">Whether the path is known to its end.</param>
internal readonly record struct KnownPath(VirtualPath? Path, bool IsExact)
{
    /// <summary>Reads a word.</summary>
    /// <param name="word">The word.</param>
    /// <param name="start">Where the path begins in the word's text, for <c>of=FILE</c>.</param>
    /// <param name="directory">Where the script stands; null where that is not known.</param>
    /// <param name="variable">The value of a variable that is known beforehand, or null.</param>
    public static KnownPath Read(Word word, int start, VirtualPath? directory, Func<string, string?> variable)
    {
        var text = new StringBuilder();
        bool isExact = Append(word.Parts, text, variable);
        string known = start <= text.Length ? text.ToString(start, text.Length - start) : "";
        if (!isExact)
        {
            // What follows the last slash is only the beginning of a name.
            known = known[..(known.LastIndexOf('/') + 1)];
            if (known.Length == 0)
            {
                return default;
            }
        }

        if (known.Length == 0)
        {
            return new KnownPath(VirtualPath.Empty, true);
        }

        return known[0] == '/' ? new KnownPath(VirtualPath.Parse(known).ResolveLexically(), isExact)
            : directory is { } here ? new KnownPath(here.Combine(known).ResolveLexically(), isExact)
            : default;
    }

    // Takes what is known from the start of the word; false where it stops before the end.
    private static bool Append(IReadOnlyList<WordPart> parts, StringBuilder text, Func<string, string?> variable)
    {
        foreach (WordPart part in parts)
        {
            switch (part)
            {
                case LiteralPart { HasGlob: false } literal:
                    text.Append(literal.Text);
                    break;
                case LiteralPart literal:
                    text.Append(literal.Text.AsSpan(0, literal.Text.AsSpan().IndexOfAny("*?[@+!(") is >= 0 and var at ? at : 0));
                    return false;
                case QuotedLiteralPart quoted:
                    text.Append(quoted.Text);
                    break;
                case DoubleQuotedPart quoted:
                    if (!Append(quoted.Parts, text, variable))
                    {
                        return false;
                    }

                    break;
                case TildePart { Prefix: "" } when variable("HOME") is { } home:
                    text.Append(home);
                    break;
                case ParameterExpansion { IsSimple: true, ParameterKind: ParameterKind.Variable } parameter when variable(parameter.Name) is { } value:
                    text.Append(value);
                    break;
                default:
                    return false;
            }
        }

        return true;
    }
}
