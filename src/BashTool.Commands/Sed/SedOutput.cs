namespace BashTool.Commands.Sed;

/// <summary>Where lines are written. A last line without newline gets it as soon as another follows.</summary>
internal sealed class SedOutput(ByteWriter writer, byte delimiter)
{
    private bool missingDelimiter;

    public ByteWriter Writer => writer;

    public void WriteLine(ReadOnlySpan<byte> line, bool ended)
    {
        AddMissing();
        writer.Write(line);
        if (ended)
        {
            writer.WriteByte(delimiter);
        }
        else
        {
            missingDelimiter = true;
        }
    }

    /// <summary>Writes what brings its own newline, or has none.</summary>
    public void WriteText(ReadOnlySpan<byte> text)
    {
        AddMissing();
        writer.Write(text);
    }

    public void AddMissing()
    {
        if (missingDelimiter)
        {
            missingDelimiter = false;
            writer.WriteByte(delimiter);
        }
    }
}

/// <summary>The files that a script writes to; each is opened once, when the script is read.</summary>
internal sealed class SedOutputs(CommandContext context) : IDisposable
{
    private readonly Dictionary<string, (SedOutput Output, OpenFile File)> files = new(StringComparer.Ordinal);
    private SedOutput? standard;
    private SedOutput? named;
    private SedOutput? error;
    private readonly byte delimiter = (byte)'\n';

    /// <summary>What ends a line.</summary>
    public byte Delimiter
    {
        get => delimiter;
        init => delimiter = value;
    }

    public SedOutput Standard => standard ??= new SedOutput(context.Output, delimiter);

    public SedOutput Open(string name)
    {
        if (name == "/dev/stdout")
        {
            // Beside the standard output: it knows nothing of a newline that is missing there.
            return named ??= new SedOutput(context.Output, delimiter);
        }

        if (name == "/dev/stderr")
        {
            return error ??= new SedOutput(context.Error, delimiter);
        }

        if (!files.TryGetValue(name, out (SedOutput Output, OpenFile File) entry))
        {
            try
            {
                OpenFile file = context.OpenOutput(name);
                entry = (new SedOutput(new ByteWriter(file, context.Cancellation), delimiter), file);
            }
            catch (FileSystemException problem)
            {
                throw new CommandException($"couldn't open file {name}: {problem.Description}", 4);
            }

            files.Add(name, entry);
        }

        return entry.Output;
    }

    /// <summary>Everything goes out: before somebody else reads it.</summary>
    public void Flush()
    {
        foreach ((SedOutput output, _) in files.Values)
        {
            output.Writer.FlushThrough();
        }
    }

    public void Dispose()
    {
        foreach ((SedOutput output, OpenFile file) in files.Values)
        {
            try
            {
                output.Writer.Flush();
            }
            finally
            {
                output.Writer.Discard();
                file.Release();
            }
        }

        files.Clear();
    }
}
