namespace BashTool.Core.Execution;

/// <summary>Which processes belong together.</summary>
internal static class ProcessTree
{
    private static readonly Lazy<bool> Terminal = new(FindTerminal);

    /// <summary>Whether this process has a terminal: its children then stay in its group, so that they can use it too.</summary>
    public static bool HasTerminal => Terminal.Value;

    /// <summary>The processes below one, deepest first; none where the system does not tell.</summary>
    public static List<int> DescendantsOf(int process)
    {
        List<int> all = [];
        if (!Directory.Exists("/proc/self"))
        {
            return all;
        }

        var children = new Dictionary<int, List<int>>();
        foreach (string directory in Directory.EnumerateDirectories("/proc"))
        {
            if (int.TryParse(Path.GetFileName(directory), out int id) && ParentOf(directory) is { } parent)
            {
                if (!children.TryGetValue(parent, out List<int>? list))
                {
                    children[parent] = list = [];
                }

                list.Add(id);
            }
        }

        var pending = new Queue<int>([process]);
        while (pending.TryDequeue(out int next))
        {
            if (children.TryGetValue(next, out List<int>? list))
            {
                all.AddRange(list);
                list.ForEach(pending.Enqueue);
            }
        }

        all.Reverse();
        return all;
    }

    // "PID (NAME) STATE PARENT ..." where the name may hold anything.
    private static int? ParentOf(string directory)
    {
        try
        {
            string text = File.ReadAllText(Path.Combine(directory, "stat"));
            string[] fields = text[(text.LastIndexOf(')') + 2)..].Split(' ');
            return int.Parse(fields[1], System.Globalization.CultureInfo.InvariantCulture);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or ArgumentException or FormatException)
        {
            // It has ended meanwhile.
            return null;
        }
    }

    private static bool FindTerminal()
    {
        if (OperatingSystem.IsWindows())
        {
            return false;
        }

        try
        {
            using FileStream terminal = new("/dev/tty", FileMode.Open, FileAccess.Read);
            return true;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return false;
        }
    }
}
