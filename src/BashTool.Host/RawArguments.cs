using BashTool.Core.Text;

namespace BashTool.Host;

/// <summary>The arguments of this process to the byte: the runtime replaces what is not UTF-8.</summary>
internal static class RawArguments
{
    private const char Replacement = '\uFFFD';

    /// <summary>The same arguments, with bytes that are not UTF-8 as the shell's strings have them where the system can tell.</summary>
    public static string[] Restore(string[] arguments)
    {
        if (!OperatingSystem.IsLinux() || !Array.Exists(arguments, static argument => argument.Contains(Replacement, StringComparison.Ordinal)))
        {
            return arguments;
        }

        byte[] line;
        try
        {
            line = File.ReadAllBytes("/proc/self/cmdline");
        }
        catch (Exception problem) when (problem is IOException or UnauthorizedAccessException)
        {
            return arguments;
        }

        var words = new List<string>();
        for (int start = 0; start < line.Length;)
        {
            int length = line.AsSpan(start).IndexOf((byte)0);
            length = length < 0 ? line.Length - start : length;
            words.Add(EscapedUtf8.Decode(line.AsSpan(start, length)));
            start += length + 1;
        }

        // Before them stand the program's name and, where there is one, the host that runs it.
        return words.Count > arguments.Length ? [.. words.Skip(words.Count - arguments.Length)] : arguments;
    }
}
