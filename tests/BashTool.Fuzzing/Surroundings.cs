using System.Text;
using System.Text.RegularExpressions;

namespace BashTool.Fuzzing;

/// <summary>What both sides run in.</summary>
public static partial class Surroundings
{
    public static readonly IReadOnlyList<KeyValuePair<string, string>> Environment =
    [
        new("PATH", "/usr/bin:/bin"), new("LC_ALL", "C.UTF-8"), new("TZ", "UTC"), new("HOME", "/nonexistent"), new("EDITOR", "true"),
    ];

    /// <summary>Output without the time of day, which standard input has for both sides at another moment.</summary>
    public static byte[] WithoutNow(byte[] bytes)
    {
        string year = DateTime.UtcNow.Year.ToString();
        return bytes.AsSpan().IndexOf(Encoding.ASCII.GetBytes(year)) < 0 ? bytes : Encoding.Latin1.GetBytes(Moment().Replace(Encoding.Latin1.GetString(bytes), m => m.Value.StartsWith(year, StringComparison.Ordinal) ? "{NOW}" : m.Value));
    }

    [GeneratedRegex(@"\d{4}-\d\d-\d\d \d\d:\d\d(:\d\d\.\d{9})?")]
    private static partial Regex Moment();

    /// <summary>Messages without the directory and the way the program was found.</summary>
    public static byte[] Normalize(byte[] bytes, string program, string directory)
    {
        string text = Encoding.Latin1.GetString(bytes);
        return Encoding.Latin1.GetBytes(text.Replace(program, Path.GetFileName(program)).Replace(directory, "{DIR}"));
    }
}
