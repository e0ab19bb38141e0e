using System.Collections.Concurrent;

namespace BashTool.Core.Streams;

/// <summary>
/// The objects that travel beside the lines of a stream: pairs of the position at which a line starts and the object it
/// shows. Filled by the writer in order, drained by the reader in order.
/// </summary>
public sealed class LineObjects
{
    /// <summary>Said of a line that shows no object of its own: a header, or the further lines of one that takes several.</summary>
    public static object Decoration { get; } = new();

    private readonly ConcurrentQueue<(long Position, object Value)> queue = new();

    /// <summary>Says that the line that starts at <paramref name="position"/> (bytes from the stream's start) shows <paramref name="value"/>.</summary>
    public void Add(long position, object value) => queue.Enqueue((position, value));

    /// <summary>The object of the line that starts at <paramref name="position"/>, or null; forgets those of earlier lines.</summary>
    public object? Take(long position)
    {
        while (queue.TryPeek(out (long Position, object Value) head) && head.Position <= position)
        {
            queue.TryDequeue(out _);
            if (head.Position == position)
            {
                return head.Value;
            }
        }

        return null;
    }
}
