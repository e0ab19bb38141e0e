namespace BashTool.Fuzzing;

/// <summary>A directory that is laid out anew for each run.</summary>
public sealed class Scratch : IDisposable
{
    private static readonly DateTime Modified = new(2024, 1, 2, 3, 4, 5, DateTimeKind.Utc);

    public Scratch(string path)
    {
        Path = path;
        Directory.CreateDirectory(path);
    }

    public string Path { get; }

    public void LayOut(Round round)
    {
        foreach (string entry in Directory.EnumerateFileSystemEntries(Path).ToList())
        {
            if (Directory.Exists(entry) && new DirectoryInfo(entry).LinkTarget is null)
            {
                Directory.Delete(entry, recursive: true);
            }
            else
            {
                File.Delete(entry);
            }
        }

        foreach ((string name, byte[] content) in round.Files)
        {
            string file = System.IO.Path.Combine(Path, name);
            Directory.CreateDirectory(System.IO.Path.GetDirectoryName(file)!);
            File.WriteAllBytes(file, content);
            File.SetLastWriteTimeUtc(file, Modified);
        }
    }

    /// <summary>What is there now.</summary>
    public SortedDictionary<string, byte[]> Tree()
    {
        var tree = new SortedDictionary<string, byte[]>(StringComparer.Ordinal);
        foreach (string entry in Directory.EnumerateFileSystemEntries(Path, "*", SearchOption.AllDirectories))
        {
            string name = System.IO.Path.GetRelativePath(Path, entry);
            if (Directory.Exists(entry))
            {
                tree[name + "/"] = [];
            }
            else if (tree.Count < 1000)
            {
                tree[name] = File.ReadAllBytes(entry);
            }
        }

        return tree;
    }

    public void Dispose()
    {
        try
        {
            Directory.Delete(Path, recursive: true);
        }
        catch (IOException)
        {
            // Something still runs in it; the temporary directory is cleaned some day.
        }
    }
}
