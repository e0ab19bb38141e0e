using System.Text;

namespace BashTool.Fuzzing;

/// <summary>What both sides run in.</summary>
public static class Surroundings
{
    public static readonly IReadOnlyList<KeyValuePair<string, string>> Environment =
    [
        new("PATH", "/usr/bin:/bin"), new("LC_ALL", "C.UTF-8"), new("TZ", "UTC"), new("HOME", "/nonexistent"),
    ];

    /// <summary>Messages without the directory and the way the program was found.</summary>
    public static byte[] Normalize(byte[] bytes, string program, string directory)
    {
        string text = Encoding.Latin1.GetString(bytes);
        return Encoding.Latin1.GetBytes(text.Replace(program, Path.GetFileName(program)).Replace(directory, "{DIR}"));
    }
}
