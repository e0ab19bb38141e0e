namespace BashTool.Commands.Text;

/// <summary>A sorted input of a merge, standing at one of its lines.</summary>
internal sealed class SortSource(OpenFile file, string name, CancellationToken cancellation, byte delimiter)
{
    private readonly LineReader reader = new(file, cancellation, delimiter);
    private int length;

    public OpenFile File => file;

    /// <summary>Its place among the inputs.</summary>
    public int Number { get; set; }

    /// <summary>The current line: it is still unread as far as the file is concerned.</summary>
    public ReadOnlySpan<byte> Current => file.Buffered[..length];

    public object? CurrentObject => reader.CurrentObject;

    public bool MoveNext()
    {
        try
        {
            bool more = reader.TryRead(out ReadOnlySpan<byte> line);
            length = line.Length;
            return more;
        }
        catch (FileSystemException problem)
        {
            throw new CommandException($"read failed: {GnuQuoting.Name(name)}: {problem.Description}", 2);
        }
    }
}
