using System.Globalization;
using System.Runtime.InteropServices;
using System.Text;
using System.Collections.Immutable;
using BashTool.Core.Syntax.Ast;

namespace BashTool.Core.Syntax;

/// <summary>Brace expansion: found in the parts of a word when it is read, so that expanding is a walk over the tree.</summary>
public sealed partial class Parser
{
    /// <summary>A character of unquoted text, or a part that braces cannot look into.</summary>
    private readonly record struct BraceUnit(char Character, WordPart? Part, int Offset, bool Glob);

    private void BuildBraces(int mark)
    {
        var units = new List<BraceUnit>();
        for (int i = mark; i < _parts.Count; i++)
        {
            if (_parts[i] is LiteralPart literal)
            {
                for (int k = 0; k < literal.Text.Length; k++)
                {
                    units.Add(new BraceUnit(literal.Text[k], null, literal.Span.Start + k, literal.HasGlob));
                }
            }
            else
            {
                units.Add(new BraceUnit('\0', _parts[i], _parts[i].Span.Start, false));
            }
        }

        int line = _parts[mark].Line;
        var result = new List<WordPart>();
        if (!ExpandBraces(CollectionsMarshal.AsSpan(units), line, atWordStart: true, result))
        {
            return;
        }

        _parts.RemoveRange(mark, _parts.Count - mark);
        _parts.AddRange(result);
    }

    /// <summary>Adds the units as parts with their braces found; false when there was none.</summary>
    private bool ExpandBraces(ReadOnlySpan<BraceUnit> units, int line, bool atWordStart, List<WordPart> result)
    {
        EnsureStack();
        bool found = false;
        int textStart = 0;
        int i = 0;
        while (i < units.Length)
        {
            if (units[i].Character != '{' || units[i].Part is not null
                || (units.Length > i + 1 && i == 0 && units[1].Character == '}' && units[1].Part is null && units.Length == 2))
            {
                i++;
                continue;
            }

            int close = FindClosingBrace(units, i + 1);
            CountLookAhead((close < 0 ? units.Length : close) - i);
            if (close < 0)
            {
                i++;
                continue;
            }

            ReadOnlySpan<BraceUnit> amble = units[(i + 1)..close];
            bool hasComma = false;
            foreach (BraceUnit unit in amble)
            {
                hasComma |= unit.Character == ',' && unit.Part is null;
            }

            WordPart? part = hasComma
                ? MakeAlternatives(amble, line, units, i, close, atWordStart)
                : MakeSequence(amble, units[i].Offset, line);
            if (part is null)
            {
                i = close + 1;
                continue;
            }

            AddUnits(units[textStart..i], line, result);
            i = textStart = close + 1;
            found = true;
            result.Add(JoinNames(part, units, ref textStart, result));
            i = textStart;
        }

        AddUnits(units[textStart..], line, result);
        return found;
    }

    /// <summary>The brace that closes the one before the position and makes it an expansion: a comma or two dots stand between them.</summary>
    private static int FindClosingBrace(ReadOnlySpan<BraceUnit> units, int position)
    {
        int level = 0;
        bool separated = false;
        for (int i = position; i < units.Length; i++)
        {
            if (units[i].Part is not null)
            {
                continue;
            }

            switch (units[i].Character)
            {
                case '}' when level == 0 && separated:
                    return i;
                case '{':
                    level++;
                    break;
                case '}' when level > 0:
                    level--;
                    break;
                case ',' when level == 0:
                    separated = true;
                    break;
                case '.' when level == 0 && i + 2 < units.Length && units[i + 1] is { Character: '.', Part: null } && units[i + 2] is not { Character: '}', Part: null }:
                    separated = true;
                    break;
            }
        }

        return -1;
    }

    private BraceExpansion MakeAlternatives(ReadOnlySpan<BraceUnit> amble, int line, ReadOnlySpan<BraceUnit> all, int open, int close, bool atWordStart)
    {
        var alternatives = ImmutableArray.CreateBuilder<Word>();
        int start = 0;
        int level = 0;
        for (int i = 0; i <= amble.Length; i++)
        {
            if (i < amble.Length)
            {
                if (amble[i].Part is not null)
                {
                    continue;
                }

                char c = amble[i].Character;
                level += c == '{' ? 1 : c == '}' && level > 0 ? -1 : 0;
                if (c != ',' || level > 0)
                {
                    continue;
                }
            }

            ReadOnlySpan<BraceUnit> text = amble[start..i];
            var parts = new List<WordPart>();
            if (atWordStart && open == 0 && text.Length > 0 && text[0] is { Character: '~', Part: null }
                && TildeLength(text, all[(close + 1)..]) is int length)
            {
                var prefix = new StringBuilder();
                foreach (BraceUnit unit in text[1..length])
                {
                    prefix.Append(unit.Character);
                }

                parts.Add(new TildePart { Span = new SourceSpan(text[0].Offset, length, line), Prefix = prefix.ToString() });
                text = text[length..];
            }

            ExpandBraces(text, line, atWordStart && open == 0 && parts.Count == 0, parts);
            ImmutableArray<WordPart> finished = [.. parts];
            int from = start < amble.Length ? amble[start].Offset : all[close].Offset;
            int to = i < amble.Length ? amble[i].Offset : all[close].Offset;
            alternatives.Add(MakeWord(finished, "", SourceSpan.FromBounds(from, to, line)));
            start = i + 1;
        }

        return new BraceExpansion
        {
            Span = SourceSpan.FromBounds(all[open].Offset, all[close].Offset + 1, line),
            Alternatives = alternatives.ToImmutable(),
        };
    }

    /// <summary>
    /// Braces are expanded before names are recognised: in <c>$x{a,b}</c> the names are <c>xa</c> and <c>xb</c>. Where a name
    /// meets an alternative it moves into the alternatives.
    /// </summary>
    private static WordPart JoinNames(WordPart part, ReadOnlySpan<BraceUnit> units, ref int after, List<WordPart> result)
    {
        if (part is not BraceExpansion brace)
        {
            return part;
        }

        if (result.Count > 0 && IsBareName(result[^1]) && AnyStartsWithName(brace))
        {
            var prefix = (ParameterExpansion)result[^1];
            result.RemoveAt(result.Count - 1);
            brace = WithAlternatives(brace, parts =>
            {
                if (parts.Count > 0 && parts[0] is LiteralPart literal && IsNameChar(literal.Text[0]))
                {
                    int length = NameLength(literal.Text);
                    parts[0] = Lengthened(prefix, literal.Text[..length]);
                    if (length < literal.Text.Length)
                    {
                        parts.Insert(1, new LiteralPart { Span = literal.Span, Text = literal.Text[length..], HasGlob = literal.HasGlob });
                    }
                }
                else
                {
                    parts.Insert(0, prefix);
                }
            });
        }

        int end = after;
        while (end < units.Length && units[end].Part is null && IsNameChar(units[end].Character))
        {
            end++;
        }

        if (end > after && AnyEndsWithName(brace))
        {
            var text = new StringBuilder();
            foreach (BraceUnit unit in units[after..end])
            {
                text.Append(unit.Character);
            }

            string suffix = text.ToString();
            SourceSpan span = brace.Span;
            after = end;
            brace = WithAlternatives(brace, parts =>
            {
                if (parts.Count > 0 && IsBareName(parts[^1]))
                {
                    parts[^1] = Lengthened((ParameterExpansion)parts[^1], suffix);
                }
                else
                {
                    parts.Add(new LiteralPart { Span = span, Text = suffix });
                }
            });
        }

        return brace;
    }

    private static bool IsBareName(WordPart part) =>
        part is ParameterExpansion { IsBraced: false, ParameterKind: ParameterKind.Variable };

    private static bool AnyStartsWithName(BraceExpansion brace)
    {
        foreach (Word word in brace.Alternatives)
        {
            if (word.Parts is [LiteralPart literal, ..] && IsNameChar(literal.Text[0]))
            {
                return true;
            }
        }

        return false;
    }

    private static bool AnyEndsWithName(BraceExpansion brace)
    {
        foreach (Word word in brace.Alternatives)
        {
            if (word.Parts is [.., var last] && IsBareName(last))
            {
                return true;
            }
        }

        return false;
    }

    private static int NameLength(string text)
    {
        int length = 0;
        while (length < text.Length && IsNameChar(text[length]))
        {
            length++;
        }

        return length;
    }

    private static ParameterExpansion Lengthened(ParameterExpansion parameter, string more) =>
        new() { Span = parameter.Span, Name = parameter.Name + more, Text = parameter.Text + more };

    private static BraceExpansion WithAlternatives(BraceExpansion brace, Action<List<WordPart>> change)
    {
        var alternatives = ImmutableArray.CreateBuilder<Word>(brace.Alternatives.Length);
        foreach (Word word in brace.Alternatives)
        {
            var parts = new List<WordPart>(word.Parts);
            change(parts);
            alternatives.Add(MakeWord([.. parts], word.Text, word.Span));
        }

        return new BraceExpansion { Span = brace.Span, Alternatives = alternatives.MoveToImmutable() };
    }

    /// <summary>How much of an alternative is a tilde-prefix, given what follows the braces; null when it is none.</summary>
    private static int? TildeLength(ReadOnlySpan<BraceUnit> text, ReadOnlySpan<BraceUnit> after)
    {
        for (int i = 1; i < text.Length; i++)
        {
            if (text[i].Part is not null)
            {
                return null;
            }

            if (text[i].Character is '/' or ':')
            {
                return i;
            }

            if (!IsNameChar(text[i].Character) && text[i].Character is not ('+' or '-' or '.'))
            {
                return null;
            }
        }

        return after.IsEmpty || after[0] is { Character: '/' or ':', Part: null } ? text.Length : null;
    }

    private void AddUnits(ReadOnlySpan<BraceUnit> units, int line, List<WordPart> result)
    {
        int i = 0;
        while (i < units.Length)
        {
            if (units[i].Part is { } part)
            {
                result.Add(part);
                i++;
                continue;
            }

            int start = i;
            bool glob = false;
            _scratch.Clear();
            while (i < units.Length && units[i].Part is null)
            {
                glob |= units[i].Glob;
                _scratch.Append(units[i].Character);
                i++;
            }

            result.Add(new LiteralPart
            {
                Span = SourceSpan.FromBounds(units[start].Offset, units[i - 1].Offset + 1, line),
                Text = _scratch.ToString(),
                HasGlob = glob,
            });
            _scratch.Clear();
        }
    }

    /// <summary><c>first..last</c> or <c>first..last..step</c>; null when it is not a sequence.</summary>
    private static BraceSequence? MakeSequence(ReadOnlySpan<BraceUnit> amble, int offset, int line)
    {
        if (amble.Length > 70)
        {
            return null;
        }

        Span<char> text = stackalloc char[amble.Length];
        for (int i = 0; i < amble.Length; i++)
        {
            if (amble[i].Part is not null)
            {
                return null;
            }

            text[i] = amble[i].Character;
        }

        int dots = ((ReadOnlySpan<char>)text).IndexOf("..");
        if (dots < 0)
        {
            return null;
        }

        ReadOnlySpan<char> first = text[..dots];
        ReadOnlySpan<char> last = text[(dots + 2)..];
        long step = 1;
        int stepDots = last.IndexOf("..");
        if (stepDots >= 0)
        {
            if (!TryNumber(last[(stepDots + 2)..], out step))
            {
                return null;
            }

            last = last[..stepDots];
        }

        bool numbers = TryNumber(first, out long from);
        long to = 0;
        bool characters = false;
        if (numbers)
        {
            if (!TryNumber(last, out to))
            {
                return null;
            }
        }
        else if (first.Length == 1 && last.Length == 1 && char.IsAsciiLetter(first[0]) && char.IsAsciiLetter(last[0]))
        {
            characters = true;
            from = first[0];
            to = last[0];
        }
        else
        {
            return null;
        }

        if (step == 0)
        {
            step = 1;
        }

        if (step == long.MinValue)
        {
            return null;
        }

        step = to >= from ? Math.Abs(step) : -Math.Abs(step);
        int width = 0;
        if (!characters && (HasLeadingZero(first) || HasLeadingZero(last)))
        {
            width = Math.Max(first.Length, last.Length);
        }

        return new BraceSequence
        {
            Span = new SourceSpan(offset, amble.Length + 2, line),
            IsCharacters = characters,
            First = from,
            Last = to,
            Step = step,
            Width = width,
        };
    }

    private static bool HasLeadingZero(ReadOnlySpan<char> text)
    {
        int digits = text[0] is '-' or '+' ? 1 : 0;
        return text.Length > digits + 1 && text[digits] == '0';
    }

    private static bool TryNumber(ReadOnlySpan<char> text, out long value) =>
        long.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out value);
}
