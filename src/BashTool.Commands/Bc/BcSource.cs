namespace BashTool.Commands.Bc;

/// <summary>The files of bc one after the other, then standard input, byte by byte.</summary>
internal sealed class BcSource : IDisposable
{
    private readonly CommandContext context;
    private readonly Queue<string> files;
    private OpenFile? file;
    private byte[] again = [];
    private int next;

    public BcSource(CommandContext context, List<string> names)
    {
        this.context = context;
        files = new Queue<string>(names);
        Open();
    }

    /// <summary>The name for messages.</summary>
    private bool startsLine = true;

    public string Name { get; private set; } = "";

    public int Line { get; set; } = 1;

    public bool IsStandardInput { get; private set; }

    /// <summary>Lines of standard input are shown as they are read.</summary>
    public bool Echoes { get; init; }

    /// <summary>The next byte, -1 at the end of a file.</summary>
    public int Peek()
    {
        if (Echoes && startsLine && IsStandardInput && next >= again.Length)
        {
            Echo();
        }

        if (next < again.Length)
        {
            return again[next];
        }

        ReadOnlySpan<byte> rest = file is null ? default : file.Peek(context.Cancellation);
        return rest.IsEmpty ? -1 : rest[0];
    }

    /// <summary>The byte behind the next one; -1 where there is none at hand.</summary>
    public int PeekSecond()
    {
        if (next < again.Length)
        {
            return next + 1 < again.Length ? again[next + 1] : -1;
        }

        ReadOnlySpan<byte> rest = file!.Peek(context.Cancellation);
        if (rest.Length < 2)
        {
            rest = file.PeekMore(context.Cancellation);
        }

        return rest.Length < 2 ? -1 : rest[1];
    }

    public void Advance()
    {
        if (next < again.Length)
        {
            next++;
            return;
        }

        startsLine = Echoes && Peek() == '\n';
        file!.Advance(1);
    }

    private void Echo()
    {
        ReadOnlySpan<byte> rest = file!.Peek(context.Cancellation);
        while (!rest.IsEmpty && rest.IndexOf((byte)'\n') < 0 && file.PeekMore(context.Cancellation) is var more && more.Length > rest.Length)
        {
            rest = more;
        }

        startsLine = false;
        if (!rest.IsEmpty)
        {
            int end = rest.IndexOf((byte)'\n');
            context.Output.Write(end < 0 ? rest : rest[..end]);
            context.Output.WriteByte((byte)'\n');
        }
    }

    /// <summary>What was read is read again.</summary>
    public void PushBack(ReadOnlySpan<byte> bytes)
    {
        again = [.. bytes, .. again.AsSpan(next)];
        next = 0;
    }

    /// <summary>The open file, for a number that the program reads from standard input.</summary>
    public OpenFile StandardInput => context.StandardInput;

    /// <summary>Goes on with the next file; false after the last one.</summary>
    public bool NextFile()
    {
        if (IsStandardInput)
        {
            Line = 1;
            return false;
        }

        file?.Release();
        file = null;
        Open();
        return true;
    }

    public void Dispose() => file?.Release();

    private void Open()
    {
        Line = 1;
        if (!files.TryDequeue(out string? name))
        {
            IsStandardInput = true;
            Name = "(standard_in)";
            file = context.StandardInput.AddReference();
            return;
        }

        Name = name;
        try
        {
            file = context.OpenInput(name, dashIsInput: false);
        }
        catch (FileSystemException)
        {
            context.FlushOutput();
            context.Error.Write($"File {name} is unavailable.\n");
            throw new CommandFinished(1);
        }
    }
}
