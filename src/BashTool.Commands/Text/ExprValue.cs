using System.Globalization;
using System.Numerics;

namespace BashTool.Commands.Text;

/// <summary>A value of <c>expr</c>: a string, or an integer of any size.</summary>
internal readonly struct ExprValue
{
    private readonly string? text;
    private readonly BigInteger number;

    public ExprValue(string text) => this.text = text;

    public ExprValue(BigInteger number) => this.number = number;

    public string Text => text ?? number.ToString(CultureInfo.InvariantCulture);

    /// <summary>Empty, or nothing but zeros (behind a minus sign).</summary>
    public bool IsNull
    {
        get
        {
            if (text is null)
            {
                return number.IsZero;
            }

            if (text.Length == 0)
            {
                return true;
            }

            int at = text[0] == '-' ? 1 : 0;
            return at < text.Length && !text.AsSpan(at).ContainsAnyExcept('0');
        }
    }

    public static bool LooksLikeInteger(string text)
    {
        int at = text.Length > 0 && text[0] == '-' ? 1 : 0;
        return at < text.Length && !text.AsSpan(at).ContainsAnyExceptInRange('0', '9');
    }

    public bool TryNumber(out BigInteger value)
    {
        value = number;
        if (text is null)
        {
            return true;
        }

        if (!LooksLikeInteger(text))
        {
            return false;
        }

        value = long.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out long small)
            ? small
            : BigInteger.Parse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture);
        return true;
    }

    /// <summary>As numbers where both look like some, otherwise by code points.</summary>
    public static int Compare(ExprValue left, ExprValue right) =>
        left.TryNumber(out BigInteger a) && right.TryNumber(out BigInteger b) ? a.CompareTo(b) : CodePointOrder.Compare(left.Text, right.Text);
}
