namespace BashTool.Commands.Awk;

/// <summary>Finds and reads the files of a program.</summary>
internal sealed class AwkSources(CommandContext context)
{
    private const string DefaultPath = ".:/usr/share/awk";

    /// <summary>A file of <c>-f</c>.</summary>
    public (byte[] Text, string Name) Open(string name)
    {
        foreach (string candidate in Candidates(name))
        {
            try
            {
                return (Read(candidate), name == "-" ? "-" : candidate == name ? name : candidate);
            }
            catch (FileSystemException problem) when (candidate == name || problem.Error != FileError.ENOENT)
            {
                throw new AwkFatalException($"fatal: cannot open source file `{name}' for reading: {problem.Description}");
            }
            catch (FileSystemException)
            {
                // The next place.
            }
        }

        throw new AwkFatalException($"fatal: cannot open source file `{name}' for reading: No such file or directory");
    }

    /// <summary>A file of <c>@include</c>; null if there is none.</summary>
    public (byte[] Text, string Name)? Find(string name)
    {
        foreach (string candidate in Candidates(name))
        {
            foreach (string ending in (ReadOnlySpan<string>)["", ".awk"])
            {
                try
                {
                    return (Read(candidate + ending), candidate + ending);
                }
                catch (FileSystemException)
                {
                    // The next place.
                }
            }
        }

        return null;
    }

    private IEnumerable<string> Candidates(string name)
    {
        if (name.Contains('/', StringComparison.Ordinal) || name == "-")
        {
            yield return name;
            yield break;
        }

        foreach (string directory in (context.Environment.Get("AWKPATH") is { Length: > 0 } path ? path : DefaultPath).Split(':'))
        {
            yield return directory is "" or "." ? name : directory + "/" + name;
        }
    }

    private byte[] Read(string path)
    {
        OpenFile file = context.OpenInput(path);
        try
        {
            if (file.Describe().Kind == FileKind.Directory)
            {
                throw new FileSystemException(FileError.EISDIR, path);
            }

            var text = new AwkBuffer(4096);
            while (true)
            {
                ReadOnlySpan<byte> there = file.Peek(context.Cancellation);
                if (there.IsEmpty)
                {
                    return text.Span.ToArray();
                }

                text.Append(there);
                file.Advance(there.Length);
            }
        }
        finally
        {
            file.Release();
        }
    }
}
