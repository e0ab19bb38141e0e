using System.Buffers;

namespace BashTool.Commands.Sed;

/// <summary>The input files one after the other, with a look ahead to know the last line.</summary>
internal sealed class SedInput(CommandContext context, SedSettings settings, IReadOnlyList<string> names)
{
    private int next;
    private OpenFile? file;
    private LineReader? reader;

    /// <summary>The name of the current file, as F shows it.</summary>
    public string FileName { get; private set; } = "-";

    public long LineNumber { get; private set; }

    /// <summary>1 or 2 as soon as a file could not be read.</summary>
    public int Status { get; private set; }

    /// <summary>Called when a file that is edited in place is begun (its name) and done with (null).</summary>
    public Action<OpenFile, string>? Begun { get; set; }

    public Action<bool>? Ended { get; set; }

    /// <summary>Called where line numbers begin again.</summary>
    public Action? Reset { get; set; }

    /// <summary>The rest of an open file.</summary>
    public static byte[] ReadAll(OpenFile file, CancellationToken cancellation)
    {
        var bytes = new ArrayBufferWriter<byte>();
        while (true)
        {
            ReadOnlySpan<byte> block = file.Peek(cancellation);
            if (block.IsEmpty)
            {
                return bytes.WrittenSpan.ToArray();
            }

            int length = block.Length;
            bytes.Write(block);
            file.Advance(length);
        }
    }

    /// <summary>Reads the next line; false where there is none.</summary>
    public bool TryRead(out ReadOnlySpan<byte> line, out bool ended)
    {
        while (true)
        {
            if (reader is null && !OpenNext())
            {
                line = default;
                ended = false;
                return false;
            }

            bool found;
            try
            {
                found = reader!.TryRead(out line);
            }
            catch (FileSystemException problem)
            {
                Close(false);
                throw new CommandException($"read error on {Shown(FileName)}: {problem.Description}", 4);
            }

            if (found)
            {
                LineNumber++;
                ended = reader.HadDelimiter;
                return true;
            }

            Close(true);
        }
    }

    /// <summary>True if the line read last is the last one.</summary>
    public bool IsLast()
    {
        while (true)
        {
            if (reader is not null)
            {
                try
                {
                    if (reader.HasMore())
                    {
                        return false;
                    }
                }
                catch (FileSystemException)
                {
                    return false;
                }

                if (settings.Separate)
                {
                    return true;
                }
            }

            if (next >= names.Count)
            {
                return true;
            }

            // An empty file is no reason for there being another line.
            if (reader is not null)
            {
                Close(true);
            }

            if (!OpenNext())
            {
                return true;
            }
        }
    }

    /// <summary>Lets go of the current file; what was not read stays in it.</summary>
    public void Close(bool completed)
    {
        if (file is not null)
        {
            reader!.Commit();
            reader = null;
            file.Release();
            file = null;
            Ended?.Invoke(completed);
        }
    }

    private static string Shown(string name) => name == "-" ? "stdin" : name;

    private void Complain(string message)
    {
        context.Complain(message);
        Status = 2;
    }

    // --follow-symlinks looks at each link first.
    private void CheckLinks(string name)
    {
        string shown = name;
        for (int links = 0; ; links++)
        {
            FileError error = context.Files.TryStat(context.Resolve(shown), false, out FileMetadata metadata);
            if (error != FileError.None || !metadata.IsSymbolicLink || links > 40)
            {
                if (error != FileError.None || links > 40)
                {
                    RefuseOutside(name);
                    throw new CommandException(
                        links > 40 || error == FileError.ELOOP
                            ? $"couldn't follow symlink {name}: {FileError.ELOOP.Describe()}" : $"couldn't readlink {shown}: {error.Describe()}", 4);
                }

                return;
            }

            string target = context.Files.ReadLink(context.Resolve(shown));
            shown = target.StartsWith('/') ? target : shown[..(shown.LastIndexOf('/') + 1)] + target;
        }
    }

    // What a link leads to may be out of bounds: then opening it says so.
    private void RefuseOutside(string name)
    {
        try
        {
            context.OpenInput(name).Release();
        }
        catch (FileSystemException problem) when (problem is not SandboxDeniedException)
        {
            // It is as it seemed.
        }
    }

    private bool OpenNext()
    {
        while (next < names.Count)
        {
            string name = names[next++];
            try
            {
                if (settings.FollowsLinks && name != "-")
                {
                    CheckLinks(name);
                }

                if (settings.InPlace && context.Files.TryStat(context.Resolve(name), true, out FileMetadata metadata) == FileError.None && !metadata.IsRegular)
                {
                    throw new CommandException($"couldn't edit {name}: not a regular file", 4);
                }

                file = context.OpenInput(name, dashIsInput: !settings.InPlace);
            }
            catch (FileSystemException problem) when (problem.Error == FileError.EISDIR)
            {
                throw new CommandException($"read error on {name}: {problem.Description}", 4);
            }
            catch (FileSystemException problem)
            {
                Complain($"can't read {name}: {problem.Description}");
                continue;
            }

            FileName = name;
            reader = new LineReader(file, context.Cancellation, settings.Delimiter);
            if (settings.Separate)
            {
                LineNumber = 0;
                Reset?.Invoke();
            }

            Begun?.Invoke(file, name);
            return true;
        }

        return false;
    }
}
