using System.Text;

namespace BashTool.Commands.Files;

/// <summary>One absolute path seen from another.</summary>
internal static class RelativePath
{
    /// <summary>The way from a directory to a file, both absolute and resolved.</summary>
    public static string Between(string directory, string file)
    {
        string[] from = directory.Split('/', StringSplitOptions.RemoveEmptyEntries);
        string[] to = file.Split('/', StringSplitOptions.RemoveEmptyEntries);
        int common = 0;
        while (common < from.Length && common < to.Length && from[common] == to[common])
        {
            common++;
        }

        var result = new StringBuilder();
        for (int i = common; i < from.Length; i++)
        {
            result.Append(result.Length == 0 ? ".." : "/..");
        }

        for (int i = common; i < to.Length; i++)
        {
            result.Append(result.Length == 0 ? "" : "/").Append(to[i]);
        }

        return result.Length == 0 ? "." : result.ToString();
    }
}
