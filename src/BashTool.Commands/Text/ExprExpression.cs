using System.Numerics;
using System.Runtime.CompilerServices;
using System.Text;
using BashTool.Core.Text.Regex;

namespace BashTool.Commands.Text;

/// <summary>The expression of <c>expr</c>, evaluated while it is read; what is not to be evaluated is only read.</summary>
internal sealed class ExprExpression(IReadOnlyList<string> words, int start, bool utf8)
{
    private int at = start;

    public ExprValue Evaluate()
    {
        ExprValue value = Or(true);
        return at < words.Count ? throw Wrong($"unexpected argument {LocaleQuoting.Quote(words[at])}") : value;
    }

    private static CommandException Wrong(string message) => new("syntax error: " + message, ExprCommand.Invalid);

    private bool Next(string word)
    {
        if (at < words.Count && words[at] == word)
        {
            at++;
            return true;
        }

        return false;
    }

    private void NeedMore()
    {
        if (at >= words.Count)
        {
            throw Wrong($"missing argument after {LocaleQuoting.Quote(words[at - 1])}");
        }
    }

    private ExprValue Or(bool evaluate)
    {
        ExprValue left = And(evaluate);
        while (Next("|"))
        {
            ExprValue right = And(evaluate && left.IsNull);
            if (left.IsNull)
            {
                left = right.IsNull ? new ExprValue(BigInteger.Zero) : right;
            }
        }

        return left;
    }

    private ExprValue And(bool evaluate)
    {
        ExprValue left = Comparison(evaluate);
        while (Next("&"))
        {
            ExprValue right = Comparison(evaluate && !left.IsNull);
            if (left.IsNull || right.IsNull)
            {
                left = new ExprValue(BigInteger.Zero);
            }
        }

        return left;
    }

    private ExprValue Comparison(bool evaluate)
    {
        ExprValue left = Sum(evaluate);
        while (at < words.Count && words[at] is "<" or "<=" or "=" or "==" or "!=" or ">=" or ">")
        {
            string operation = words[at++];
            ExprValue right = Sum(evaluate);
            if (evaluate)
            {
                int order = ExprValue.Compare(left, right);
                left = new ExprValue(operation switch
                {
                    "<" => order < 0,
                    "<=" => order <= 0,
                    "!=" => order != 0,
                    ">=" => order >= 0,
                    ">" => order > 0,
                    _ => order == 0,
                } ? BigInteger.One : BigInteger.Zero);
            }
        }

        return left;
    }

    private ExprValue Sum(bool evaluate)
    {
        ExprValue left = Product(evaluate);
        while (at < words.Count && words[at] is "+" or "-")
        {
            bool plus = words[at++] == "+";
            ExprValue right = Product(evaluate);
            if (evaluate)
            {
                (BigInteger a, BigInteger b) = Numbers(left, right);
                left = new ExprValue(plus ? a + b : a - b);
            }
        }

        return left;
    }

    private ExprValue Product(bool evaluate)
    {
        ExprValue left = Match(evaluate);
        while (at < words.Count && words[at] is "*" or "/" or "%")
        {
            char operation = words[at++][0];
            ExprValue right = Match(evaluate);
            if (evaluate)
            {
                (BigInteger a, BigInteger b) = Numbers(left, right);
                if (operation != '*' && b.IsZero)
                {
                    throw new CommandException("division by zero", ExprCommand.Invalid);
                }

                left = new ExprValue(operation switch
                {
                    '*' => a * b,
                    '/' => BigInteger.Divide(a, b),
                    _ => BigInteger.Remainder(a, b),
                });
            }
        }

        return left;
    }

    private static (BigInteger Left, BigInteger Right) Numbers(ExprValue left, ExprValue right) =>
        left.TryNumber(out BigInteger a) && right.TryNumber(out BigInteger b)
            ? (a, b)
            : throw new CommandException("non-integer argument", ExprCommand.Invalid);

    private ExprValue Match(bool evaluate)
    {
        ExprValue left = Keyword(evaluate);
        while (Next(":"))
        {
            ExprValue right = Keyword(evaluate);
            if (evaluate)
            {
                left = Colon(left.Text, right.Text);
            }
        }

        return left;
    }

    private ExprValue Keyword(bool evaluate)
    {
        RuntimeHelpers.EnsureSufficientExecutionStack();
        if (Next("+"))
        {
            NeedMore();
            return new ExprValue(words[at++]);
        }

        if (Next("length"))
        {
            return new ExprValue(CharacterCount(Keyword(evaluate).Text));
        }

        if (Next("match"))
        {
            string text = Keyword(evaluate).Text;
            ExprValue pattern = Keyword(evaluate);
            return evaluate ? Colon(text, pattern.Text) : pattern;
        }

        if (Next("index"))
        {
            string text = Keyword(evaluate).Text;
            return new ExprValue(IndexOfAny(text, Keyword(evaluate).Text));
        }

        if (Next("substr"))
        {
            string text = Keyword(evaluate).Text;
            ExprValue position = Keyword(evaluate);
            ExprValue length = Keyword(evaluate);
            return new ExprValue(position.TryNumber(out BigInteger from) && length.TryNumber(out BigInteger count) ? Part(text, from, count) : "");
        }

        return Primary(evaluate);
    }

    private ExprValue Primary(bool evaluate)
    {
        NeedMore();
        if (Next("("))
        {
            ExprValue value = Or(evaluate);
            if (at >= words.Count)
            {
                throw Wrong($"expecting ')' after {LocaleQuoting.Quote(words[at - 1])}");
            }

            return Next(")") ? value : throw Wrong($"expecting ')' instead of {LocaleQuoting.Quote(words[at])}");
        }

        return words[at] == ")" ? throw Wrong("unexpected ')'") : new ExprValue(words[at++]);
    }

    private int CharacterCount(string text) => utf8 ? EscapedUtf8.CharacterCount(text) : EscapedUtf8.EncodedLength(text);

    private int CharacterCount(ReadOnlySpan<byte> bytes)
    {
        if (!utf8 || Ascii.IsValid(bytes))
        {
            return bytes.Length;
        }

        int count = 0;
        for (; !bytes.IsEmpty; count++)
        {
            EscapedUtf8.DecodeRune(bytes, out int length);
            bytes = bytes[length..];
        }

        return count;
    }

    private int IndexOfAny(string text, string characters)
    {
        if (!utf8)
        {
            return EscapedUtf8.Encode(text).AsSpan().IndexOfAny(EscapedUtf8.Encode(characters)) + 1;
        }

        int count = 0;
        for (int i = 0; i < text.Length; count++)
        {
            int rune = EscapedUtf8.RuneAt(text, i, out int length);
            if (characters.AsSpan().IndexOf(text.AsSpan(i, length)) >= 0 && rune != 0)
            {
                return count + 1;
            }

            i += length;
        }

        return 0;
    }

    private string Part(string text, BigInteger from, BigInteger count)
    {
        if (from.Sign <= 0 || count.Sign <= 0 || from > text.Length * 3L)
        {
            return "";
        }

        int first = (int)from - 1;
        int last = (int)BigInteger.Min(first + count, int.MaxValue);
        if (!utf8)
        {
            byte[] bytes = EscapedUtf8.Encode(text);
            return first >= bytes.Length ? "" : EscapedUtf8.Decode(bytes.AsSpan(first, Math.Min(last, bytes.Length) - first));
        }

        int start = -1, end = text.Length, index = 0;
        for (int i = 0; i < text.Length; index++)
        {
            start = index == first ? i : start;
            if (index == last)
            {
                end = i;
                break;
            }

            EscapedUtf8.RuneAt(text, i, out int length);
            i += length;
        }

        return start < 0 ? "" : text[start..end];
    }

    // How many characters matched from the start; or, where the pattern has a group, what the first one matched.
    private ExprValue Colon(string text, string pattern)
    {
        PosixRegex regex;
        try
        {
            regex = PosixRegex.Cached(pattern, new RegexOptions { Utf8 = utf8 });
        }
        catch (RegexSyntaxException problem)
        {
            throw new CommandException(problem.Message, ExprCommand.Invalid);
        }

        byte[] bytes = EscapedUtf8.Encode(text);
        Span<RegexGroup> groups = stackalloc RegexGroup[2];
        bool found = regex.TryMatchAt(bytes, 0, groups);
        if (regex.GroupCount > 0)
        {
            return new ExprValue(found && groups[1].Success ? EscapedUtf8.Decode(bytes.AsSpan(groups[1].Start, groups[1].Length)) : "");
        }

        return new ExprValue(found ? CharacterCount(bytes.AsSpan(0, groups[0].Length)) : 0);
    }
}
