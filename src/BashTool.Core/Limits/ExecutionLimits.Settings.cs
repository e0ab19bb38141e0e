using System.Globalization;

namespace BashTool.Core.Limits;

/// <summary>Values as people write them.</summary>
public sealed partial record ExecutionLimits
{
    /// <summary>The value of a setting: a number, <c>64M</c>, for times seconds or <c>500ms</c>, <c>10m</c>; <c>unlimited</c>. Null where it is none, or no limit has that name.</summary>
    public static long? ParseSetting(string name, string text)
    {
        try
        {
            Standard.With(name, 1);
        }
        catch (ArgumentException)
        {
            return null;
        }

        return text.Equals("unlimited", StringComparison.OrdinalIgnoreCase) ? Limit.None
            : name.EndsWith("time", StringComparison.OrdinalIgnoreCase) ? ParseTime(text)
            : ParseSize(text);
    }

    /// <summary>A size such as <c>64M</c> or 1000; null where it is none.</summary>
    private static long? ParseSize(string text)
    {
        int shift = text.Length == 0 ? 0 : char.ToUpperInvariant(text[^1]) switch
        {
            'K' => 10,
            'M' => 20,
            'G' => 30,
            'T' => 40,
            _ => 0,
        };
        return long.TryParse(shift > 0 ? text[..^1] : text, NumberStyles.None, CultureInfo.InvariantCulture, out long number)
            && number > 0 && number <= long.MaxValue >> shift ? number << shift : null;
    }

    /// <summary>A time such as <c>1.5</c> (seconds), <c>500ms</c>, <c>2m</c> or <c>1h</c> in milliseconds; null where it is none.</summary>
    private static long? ParseTime(string text)
    {
        (string number, double factor) = text switch
        {
            _ when text.EndsWith("ms", StringComparison.Ordinal) => (text[..^2], 1),
            _ when text.EndsWith('s') => (text[..^1], 1000),
            _ when text.EndsWith('m') => (text[..^1], 60_000),
            _ when text.EndsWith('h') => (text[..^1], 3_600_000),
            _ => (text, 1000.0),
        };
        return double.TryParse(number, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out double value) && value > 0 && value * factor < 1e15
            ? Math.Max(1, (long)(value * factor))
            : null;
    }
}
