namespace BashTool.Core.Files;

/// <summary>What Linux says of its own mounts, for <c>df</c>.</summary>
internal static class HostMountTable
{
    /// <summary>Source, type and mount point of a device; the first mount of it is the one that is named.</summary>
    public static (string Source, string Type, string MountPoint) Find(ulong device)
    {
        ulong major = ((device >> 8) & 0xFFF) | ((device >> 32) & ~0xFFFUL);
        ulong minor = (device & 0xFF) | ((device >> 12) & ~0xFFUL);
        string wanted = $"{major}:{minor}";
        foreach ((string number, string source, string type, string point) in Read())
        {
            if (number == wanted)
            {
                return (source, type, point);
            }
        }

        return ("none", "unknown", "/");
    }

    /// <summary>Every mount: device number, source, type and mount point.</summary>
    public static IEnumerable<(string Device, string Source, string Type, string MountPoint)> Read()
    {
        const string table = "/proc/self/mountinfo";
        if (!File.Exists(table))
        {
            yield break;
        }

        foreach (string line in File.ReadLines(table))
        {
            // id parent major:minor root point options [optional...] - type source options
            string[] fields = line.Split(' ');
            int dash = Array.IndexOf(fields, "-");
            if (dash < 0 || fields.Length < dash + 3)
            {
                continue;
            }

            yield return (fields[2], Unescape(fields[dash + 2]), fields[dash + 1], Unescape(fields[4]));
        }
    }

    // Blanks are written \040.
    private static string Unescape(string text)
    {
        int at = text.IndexOf('\\');
        if (at < 0)
        {
            return text;
        }

        var result = new System.Text.StringBuilder(text.Length);
        for (int i = 0; i < text.Length; i++)
        {
            if (text[i] == '\\' && i + 3 < text.Length)
            {
                result.Append((char)Convert.ToInt32(text.Substring(i + 1, 3), 8));
                i += 3;
            }
            else
            {
                result.Append(text[i]);
            }
        }

        return result.ToString();
    }
}
