using System.Globalization;
using System.Text;

namespace BashTool.Commands.Ripgrep;

/// <content>Escapes and classes.</content>
internal sealed partial class RgPattern
{
    private const string Pair = @"[\ud800-\udbff][\udc00-\udfff]";

    private static readonly Dictionary<string, string> Posixes = new(StringComparer.Ordinal)
    {
        ["alnum"] = "0-9A-Za-z",
        ["alpha"] = "A-Za-z",
        ["ascii"] = @"\u0000-\u007f",
        ["blank"] = @"\t ",
        ["cntrl"] = @"\u0000-\u001f\u007f",
        ["digit"] = "0-9",
        ["graph"] = "!-~",
        ["lower"] = "a-z",
        ["print"] = " -~",
        ["punct"] = @"!-/:-@\[-`{-~",
        ["space"] = @"\t\n\v\f\r ",
        ["upper"] = "A-Z",
        ["word"] = "0-9A-Za-z_",
        ["xdigit"] = "0-9A-Fa-f",
    };

    private static readonly Dictionary<string, string> Scripts = new(StringComparer.OrdinalIgnoreCase)
    {
        ["Greek"] = @"\u0370-\u0373\u0375-\u0377\u037a-\u037d\u037f\u0384\u0386\u0388-\u03e1\u03f0-\u03ff\u1f00-\u1fff",
        ["Cyrillic"] = @"\u0400-\u052f\u1c80-\u1c88\u1d2b\u1d78\u2de0-\u2dff\ua640-\ua69f",
        ["Han"] = @"\u2e80-\u2fd5\u3005\u3007\u3021-\u3029\u3038-\u303b\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufad9",
        ["Latin"] = @"A-Za-z\u00aa\u00ba\u00c0-\u00d6\u00d8-\u00f6\u00f8-\u02b8\u1e00-\u1eff\u2c60-\u2c7f\ua722-\ua787\uff21-\uff3a\uff41-\uff5a",
        ["Hiragana"] = @"\u3041-\u3096\u309d-\u309f",
        ["Katakana"] = @"\u30a1-\u30fa\u30fd-\u30ff\u31f0-\u31ff\uff66-\uff9d",
        ["Hebrew"] = @"\u0591-\u05f4\ufb1d-\ufb4f",
        ["Arabic"] = @"\u0600-\u0604\u0606-\u060b\u060d-\u061a\u061c-\u061e\u0620-\u063f\u0641-\u064a\u0656-\u066f\u0671-\u06dc\u06de-\u06ff\u0750-\u077f",
        ["Hangul"] = @"\u1100-\u11ff\u302e-\u302f\u3131-\u318e\uac00-\ud7a3",
        ["Thai"] = @"\u0e01-\u0e3a\u0e40-\u0e5b",
    };

    private static readonly Dictionary<string, string> Categories = new(StringComparer.OrdinalIgnoreCase)
    {
        ["Letter"] = "L", ["Uppercase_Letter"] = "Lu", ["Lowercase_Letter"] = "Ll", ["Titlecase_Letter"] = "Lt", ["Modifier_Letter"] = "Lm",
        ["Other_Letter"] = "Lo", ["Mark"] = "M", ["Number"] = "N", ["Decimal_Number"] = "Nd", ["Letter_Number"] = "Nl", ["Other_Number"] = "No",
        ["Punctuation"] = "P", ["Symbol"] = "S", ["Math_Symbol"] = "Sm", ["Currency_Symbol"] = "Sc", ["Separator"] = "Z", ["Space_Separator"] = "Zs",
        ["Other"] = "C", ["Control"] = "Cc", ["Format"] = "Cf", ["Alphabetic"] = @"L}\p{Nl", ["Uppercase"] = "Lu", ["Lowercase"] = "Ll",
        ["White_Space"] = "Z", ["Dash_Punctuation"] = "Pd", ["Connector_Punctuation"] = "Pc",
    };

    private void TranslateEscape()
    {
        int start = at++;
        if (at == source.Length)
        {
            throw Error(start, 1, "incomplete escape sequence, reached end of pattern prematurely");
        }

        char c = source[at];
        if (TryPerlClass(out string inside, out bool negated))
        {
            net.Append(negated ? $"(?:[^{inside}\\ud800-\\udfff]|{Pair})" : $"[{inside}]");
            posix.Append(c switch
            {
                'd' => unicode ? "([0-9]|[^\u0001-\u007f])" : "[0-9]",
                'w' => unicode ? "([0-9A-Za-z_]|[^\u0001-\u007f])" : "[0-9A-Za-z_]",
                's' => unicode ? "([ \t\v\f\r]|[^\u0001-\u007f])" : "[ \t\v\f\r]",
                'D' => "[^0-9]",
                'W' => "[^0-9A-Za-z_]",
                'S' => "[^ \t\v\f\r]",
                _ => ".",
            });
            IsExact = false;
            return;
        }

        switch (c)
        {
            case 'b' or 'B':
                string word = unicode ? @"[\w]" : "[0-9A-Za-z_]";
                string boundary = $"(?:(?<={word})(?!{word})|(?<!{word})(?={word}))";
                net.Append(c == 'b' ? boundary : $"(?!{boundary})");
                posix.Append("()");
                IsExact = false;
                at++;
                return;
            case 'A' or 'z':
                net.Append('\\').Append(c);
                posix.Append("()");
                IsExact = false;
                at++;
                return;
        }

        if (char.IsAsciiDigit(c))
        {
            throw Error(start, 2, "backreferences are not supported", pcre: true);
        }

        int value = ReadCharacter(start);
        if (bytesOnly && c == 'x' && value is >= 0x80 and <= 0xff)
        {
            // A byte that is no character by itself.
            net.Append(CultureInfo.InvariantCulture, $"\\u{0xdc00 + value:x4}");
            hasPosix = false;
            return;
        }

        Literal(value);
    }

    // \d \w \s \p{..} and their negations, as what goes between .NET's brackets.
    private bool TryPerlClass(out string inside, out bool negated)
    {
        char c = source[at];
        negated = char.IsAsciiLetterUpper(c);
        inside = char.ToLowerInvariant(c) switch
        {
            'd' => unicode ? @"\p{Nd}" : "0-9",
            'w' => unicode ? @"\w\p{M}\p{Nd}\p{Pc}\p{L}\p{Nl}\u24b6-\u24e9\u200c\u200d" : "0-9A-Za-z_",
            's' => unicode ? @"\s" : @"\t\n\v\f\r ",
            _ => "",
        };
        if (inside.Length > 0)
        {
            at++;
            return true;
        }

        if (c is not ('p' or 'P') || at + 1 >= source.Length)
        {
            return false;
        }

        int start = at - 1;
        string name;
        if (source[at + 1] == '{')
        {
            int close = source.IndexOf('}', at);
            if (close < 0)
            {
                throw Error(source.Length, 1, "incomplete escape sequence, reached end of pattern prematurely");
            }

            name = source[(at + 2)..close];
            at = close + 1;
        }
        else
        {
            name = source[at + 1].ToString();
            at += 2;
        }

        if (name.StartsWith('^'))
        {
            negated = !negated;
            name = name[1..];
        }

        name = name[(name.IndexOfAny(['=', ':']) + 1)..].Replace(' ', '_');
        if (Scripts.TryGetValue(name, out string? ranges))
        {
            inside = ranges;
        }
        else if (name.Equals("any", StringComparison.OrdinalIgnoreCase))
        {
            inside = @"\u0000-\uffff";
        }
        else
        {
            string category = Categories.GetValueOrDefault(name, name);
            bool known = Categories.ContainsKey(name)
                || category is "L" or "Lu" or "Ll" or "Lt" or "Lm" or "Lo" or "M" or "Mn" or "Mc" or "Me" or "N" or "Nd" or "Nl" or "No" or "P" or "Pc" or "Pd"
                    or "Ps" or "Pe" or "Pi" or "Pf" or "Po" or "S" or "Sm" or "Sc" or "Sk" or "So" or "Z" or "Zs" or "Zl" or "Zp" or "C" or "Cc" or "Cf" or "Co" or "Cn";
            if (!known)
            {
                throw Error(start, at - start, "Unicode property not found");
            }

            inside = $"\\p{{{category}}}";
        }

        return true;
    }

    // A character that is written with a backslash; `at` stands behind it.
    private int ReadCharacter(int start)
    {
        char c = source[at++];
        switch (c)
        {
            case 'a':
                return 7;
            case 'f':
                return '\f';
            case 't':
                return '\t';
            case 'n':
                return '\n';
            case 'r':
                return '\r';
            case 'v':
                return '\v';
            case 'x' or 'u' or 'U':
                return ReadHex(start, c == 'x' ? 2 : c == 'u' ? 4 : 8);
        }

        if (@"\.+*?()|[]{}^$#&-~".Contains(c, StringComparison.Ordinal) || (extended && c == ' '))
        {
            return c;
        }

        at--;
        EscapedUtf8.RuneAt(source, at, out int length);
        throw Error(start, 1 + (length > 0 ? 1 : 0), "unrecognized escape sequence");
    }

    private int ReadHex(int start, int digits)
    {
        string text;
        if (at < source.Length && source[at] == '{')
        {
            int close = source.IndexOf('}', at);
            text = close < 0 ? "" : source[(at + 1)..close];
            at = close < 0 ? source.Length : close + 1;
        }
        else
        {
            text = source.Substring(at, Math.Min(digits, source.Length - at));
            at += text.Length;
            text = text.Length < digits ? "" : text;
        }

        if (!int.TryParse(text, NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out int value))
        {
            int wrong = text.AsSpan().IndexOfAnyExcept("0123456789abcdefABCDEF");
            if (wrong >= 0)
            {
                throw Error(source.IndexOf(text, start, StringComparison.Ordinal) + wrong, 1, "invalid hexadecimal digit");
            }

            throw Error(start, at - start, text.Length == 0 ? "incomplete escape sequence, reached end of pattern prematurely" : "invalid hexadecimal digit");
        }

        return value is < 0 or > 0x10ffff or (>= 0xd800 and <= 0xdfff)
            ? throw Error(start, at - start, "hexadecimal literal is not a Unicode scalar value")
            : value;
    }

    private void TranslateClass()
    {
        var simple = new ClassSet();
        net.Append(ReadClass(simple));
        if (simple.Posix() is { } set)
        {
            posix.Append(set);
            return;
        }

        posix.Append('.');
        IsExact = false;
    }

    // A bracketed class as a .NET pattern for one character.
    private string ReadClass(ClassSet simple)
    {
        if (!global::System.Runtime.CompilerServices.RuntimeHelpers.TryEnsureSufficientExecutionStack())
        {
            throw new RgPatternException("regex parse error: nested too deeply");
        }

        int start = at++;
        bool negated = at < source.Length && source[at] == '^';
        at += negated ? 1 : 0;
        simple.Negated = negated;
        string result = "";
        char operation = ' ';
        while (true)
        {
            string part = ReadClassItems(start, simple);
            result = operation switch
            {
                '&' => $"(?:(?={part}){result})",
                '-' => $"(?:(?!{part}){result})",
                '~' => $"(?:(?!{part}){result}|(?!{result}){part})",
                _ => part,
            };
            if (source[at] == ']')
            {
                at++;
                break;
            }

            operation = source[at];
            at += 2;
            simple.Unknown = true;
        }

        // Negated: any one character that it does not match.
        return negated ? $"(?:(?!{result}){AnyNewline})" : result;
    }

    private string ReadClassItems(int start, ClassSet simple)
    {
        var items = new StringBuilder();
        var others = new List<string>();
        bool first = true;
        while (true)
        {
            if (at >= source.Length)
            {
                throw Error(start, 1, "unclosed character class");
            }

            char c = source[at];
            if (c == ']' && !first)
            {
                break;
            }

            if (at + 1 < source.Length && source[at + 1] == c && c is '&' or '-' or '~' && !first && Starts($"{c}{c}"))
            {
                break;
            }

            first = false;
            if (c == '[')
            {
                if (Starts("[:") && source.IndexOf(":]", at, StringComparison.Ordinal) is var close and > 0)
                {
                    string name = source[(at + 2)..close];
                    bool negated = name.StartsWith('^');
                    if (Posixes.TryGetValue(negated ? name[1..] : name, out string? ranges))
                    {
                        at = close + 2;
                        simple.Unknown = true;
                        if (negated)
                        {
                            others.Add($"(?:[^{ranges}\\ud800-\\udfff]|{Pair})");
                        }
                        else
                        {
                            items.Append(ranges);
                        }

                        continue;
                    }
                }

                simple.Unknown = true;
                others.Add(ReadClass(new ClassSet()));
                continue;
            }

            int itemStart = at;
            if (c == '\\')
            {
                at++;
                if (at >= source.Length)
                {
                    throw Error(start, 1, "unclosed character class");
                }

                if (TryPerlClass(out string inside, out bool negated))
                {
                    if (at + 1 < source.Length && source[at] == '-' && source[at + 1] is not (']' or '-'))
                    {
                        throw Error(itemStart, at - itemStart, "invalid range boundary, must be a literal");
                    }

                    simple.Unknown = true;
                    if (negated)
                    {
                        others.Add($"(?:[^{inside}\\ud800-\\udfff]|{Pair})");
                    }
                    else
                    {
                        items.Append(inside);
                    }

                    continue;
                }

                at = itemStart;
            }

            int low = ReadClassCharacter();
            int high = low;
            if (at + 1 < source.Length && source[at] == '-' && source[at + 1] is not (']' or '-'))
            {
                at++;
                high = ReadClassCharacter();
                if (high < low)
                {
                    throw Error(itemStart, at - itemStart, "invalid character class range, the start must be <= the end");
                }
            }

            HasLiteral = true;
            HasUppercase |= low < 0x80 && (char.IsAsciiLetterUpper((char)low) || (high < 0x80 && char.IsAsciiLetterUpper((char)high)));
            HasNewline |= low == '\n' && high == '\n' && !simple.Negated;
            simple.Add(low, high);
            AddRange(items, others, low, high);
        }

        string set = items.Length > 0 ? $"[{items}]" : "";
        if (others.Count == 0)
        {
            return set.Length > 0 ? set : @"[^\u0000-\uffff]";
        }

        return set.Length > 0 ? $"(?:{set}|{string.Join('|', others)})" : others.Count == 1 ? others[0] : $"(?:{string.Join('|', others)})";
    }

    private int ReadClassCharacter()
    {
        if (source[at] == '\\')
        {
            int start = at++;
            return ReadCharacter(start);
        }

        int rune = EscapedUtf8.RuneAt(source, at, out int length);
        at += length;
        return rune;
    }

    private static void AddRange(StringBuilder items, List<string> others, int low, int high)
    {
        if (low <= 0xffff)
        {
            items.Append(CultureInfo.InvariantCulture, $"\\u{low:x4}");
            if (high > low)
            {
                items.Append(CultureInfo.InvariantCulture, $"-\\u{Math.Min(high, 0xffff):x4}");
            }
        }

        if (high > 0xffff)
        {
            int first = Math.Max(low, 0x10000);
            char highLead = char.ConvertFromUtf32(high)[0];
            char highTrail = char.ConvertFromUtf32(high)[1];
            char lowLead = char.ConvertFromUtf32(first)[0];
            char lowTrail = char.ConvertFromUtf32(first)[1];
            if (lowLead == highLead)
            {
                others.Add($"\\u{(int)lowLead:x4}[\\u{(int)lowTrail:x4}-\\u{(int)highTrail:x4}]");
                return;
            }

            others.Add($"\\u{(int)lowLead:x4}[\\u{(int)lowTrail:x4}-\\udfff]");
            if (lowLead + 1 < highLead)
            {
                others.Add($"[\\u{lowLead + 1:x4}-\\u{highLead - 1:x4}][\\udc00-\\udfff]");
            }

            others.Add($"\\u{(int)highLead:x4}[\\udc00-\\u{(int)highTrail:x4}]");
        }
    }

    /// <summary>A class of single characters and ranges, for the POSIX side.</summary>
    private sealed class ClassSet
    {
        private readonly bool[] ascii = new bool[128];
        private readonly StringBuilder others = new();
        private bool any;

        public bool Negated { get; set; }

        public bool Unknown { get; set; }

        public void Add(int low, int high)
        {
            any = true;
            for (int c = low; c <= high && c < 128; c++)
            {
                ascii[c] = true;
            }

            if (high >= 128)
            {
                int first = Math.Max(128, low);
                Unknown |= first is >= 0xd800 and <= 0xdfff || high is >= 0xd800 and <= 0xdfff;
                if (!Unknown)
                {
                    others.Append(char.ConvertFromUtf32(first)).Append(high > first ? "-" + char.ConvertFromUtf32(high) : "");
                }
            }
        }

        public string? Posix()
        {
            ascii['\n'] = ascii[0] = false;
            if (Unknown || !any)
            {
                return null;
            }

            var set = new StringBuilder(Negated ? "[^" : "[");
            int start = set.Length;
            set.Append(ascii[']'] ? "]" : "");
            for (int c = 1; c < 128; c++)
            {
                if (ascii[c] && c is not (']' or '-' or '^' or '['))
                {
                    set.Append((char)c);
                }
            }

            set.Append(others);
            set.Append(ascii['['] && set.Length > start ? "[" : "");
            if (ascii['['] && set.Length == start)
            {
                set.Append('[');
            }

            if (ascii['^'])
            {
                if (set.Length == start && !Negated)
                {
                    return ascii['-'] ? "[-^]" : @"\^";
                }

                set.Append('^');
            }

            set.Append(ascii['-'] ? "-" : "");
            return set.Length == start ? null : set.Append(']').ToString();
        }
    }
}
