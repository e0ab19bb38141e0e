namespace BashTool.Commands.Find;

/// <summary>A test, action or combination of them.</summary>
internal delegate bool FindExpression(FindEntry entry);

/// <summary>What the whole run of <c>find</c> shares.</summary>
internal sealed class FindRun(CommandContext context)
{
    private readonly Dictionary<string, OpenFile> outputs = new(StringComparer.Ordinal);

    public CommandContext Context { get; } = context;

    public int Status { get; set; }

    /// <summary>Set by <c>-quit</c>.</summary>
    public bool Stops { get; set; }

    /// <summary><c>-L</c>, <c>-follow</c>.</summary>
    public bool FollowAll { get; set; }

    /// <summary><c>-H</c></summary>
    public bool FollowOperands { get; set; }

    /// <summary>Contents before the directory: <c>-depth</c>, <c>-delete</c>.</summary>
    public bool ContentsFirst { get; set; }

    /// <summary><c>-xdev</c></summary>
    public bool StaysOnDevice { get; set; }

    public int MinDepth { get; set; }

    public int MaxDepth { get; set; } = int.MaxValue;

    public bool IgnoresRaces { get; set; }

    /// <summary>Command lines of <c>-exec ... +</c> that still hold files.</summary>
    public List<FindExecution> Pending { get; } = [];

    public void Complain(string message)
    {
        Context.Complain(message);
        Status = 1;
    }

    public void Complain(string path, string description) => Complain($"{Quote(path)}: {description}");

    /// <summary>What the file system is called that a file is on.</summary>
    public static string FileSystemType(CommandContext context, FindEntry entry)
    {
        try
        {
            VirtualPath path = entry.Metadata.IsSymbolicLink ? entry.Location.WithoutTrailingSlash.Parent : entry.Location;
            return context.Files.GetStatistics(path).Type;
        }
        catch (FileSystemException)
        {
            return "unknown";
        }
    }

    /// <summary>The quotes of the C.UTF-8 locale.</summary>
    public static string Quote(string text) => $"‘{text}’";

    /// <summary>A file that actions write to; several actions share it.</summary>
    public OpenFile OpenOutput(string path)
    {
        if (!outputs.TryGetValue(path, out OpenFile? file))
        {
            try
            {
                file = Context.OpenOutput(path);
            }
            catch (FileSystemException e)
            {
                throw new CommandException($"{Quote(path)}: {e.Description}");
            }

            outputs.Add(path, file);
        }

        return file;
    }

    public void CloseOutputs()
    {
        foreach (OpenFile file in outputs.Values)
        {
            file.Release();
        }
    }
}
