namespace BashTool.Core.Files;

/// <summary>What the overlay holds.</summary>
public sealed partial class OverlayVolume
{
    internal Volume Lower => lower;

    internal Volume Upper => upper;

    /// <summary>Every path that may look different from the lower: what is in the upper, and what is gone from the lower.</summary>
    internal void AddTouched(ISet<string> paths)
    {
        lock (gate)
        {
            paths.UnionWith(hidden);
        }

        // Without recursion: depth is the script's choice.
        var pending = new Stack<string>();
        pending.Push("");
        while (pending.TryPop(out string? directory))
        {
            LinkStop none = default;
            if (upper.List(directory, out IEnumerable<DirectoryEntry>? entries, ref none) != FileError.None)
            {
                continue;
            }

            foreach (DirectoryEntry entry in entries!)
            {
                string path = Join(directory, entry.Name);
                paths.Add(path);
                if (entry.Kind == FileKind.Directory)
                {
                    pending.Push(path);
                }
            }
        }
    }
}
