namespace BashTool.Commands.Awk;

/// <summary>An immutable text of bytes that remembers what was found out about it.</summary>
internal sealed class AwkString
{
    public static readonly AwkString Empty = new([], 0);

    /// <summary>The text of a field that there is not.</summary>
    public static readonly AwkString Missing = new([], 0);

    private const int AppendWorth = 256;
    private const byte ShapeUnknown = 0;
    private const byte ShapePrefix = 1;
    private const byte ShapeWhole = 2;

    private static readonly AwkString[] SingleBytes = MakeSingles();

    private readonly byte[] data;
    private readonly int length;
    private readonly Room? room;
    private double number;
    private int characters = -1;
    private byte shape;
    private bool hasInvalid;

    public AwkString(byte[] data, int length)
    {
        this.data = data;
        this.length = length;
    }

    private AwkString(Room room, int length)
    {
        data = room.Data;
        this.length = length;
        this.room = room;
    }

    public ReadOnlySpan<byte> Span => data.AsSpan(0, length);

    public int Length => length;

    /// <summary>The number of characters, as <c>length</c> counts them.</summary>
    public int Characters
    {
        get
        {
            if (characters < 0)
            {
                characters = AwkCharacters.Count(Span, out bool valid);
                hasInvalid = !valid;
            }

            return characters;
        }
    }

    /// <summary>Some bytes are no characters; known once the characters were counted.</summary>
    public bool HasInvalid => hasInvalid;

    /// <summary>Every byte is a character.</summary>
    public bool IsPlain => Characters == length;

    public static AwkString Of(ReadOnlySpan<byte> text) => text.Length switch
    {
        0 => Empty,
        1 => SingleBytes[text[0]],
        _ => new AwkString(text.ToArray(), text.Length),
    };

    public static AwkString Of(string text) => text.Length == 0 ? Empty : Own(EscapedUtf8.Encode(text));

    public static AwkString Own(byte[] text) => new(text, text.Length);

    /// <summary>Two texts in a row. A long left one keeps room behind it, so that appending in a loop is linear.</summary>
    public static AwkString Concatenate(AwkString left, ReadOnlySpan<byte> right)
    {
        if (right.IsEmpty)
        {
            return left;
        }

        int total = left.length + right.Length;
        if ((uint)total > AwkBuffer.Largest)
        {
            throw new AwkFatalException("fatal: memory exhausted");
        }

        if (total < AppendWorth)
        {
            byte[] joined = GC.AllocateUninitializedArray<byte>(total);
            left.Span.CopyTo(joined);
            right.CopyTo(joined.AsSpan(left.length));
            return new AwkString(joined, total);
        }

        Room? room = left.room;
        if (room is null || room.Used != left.length || room.Data.Length < total)
        {
            byte[] larger = GC.AllocateUninitializedArray<byte>((int)Math.Min(Array.MaxLength, Math.Max(total, total * 2L)));
            left.Span.CopyTo(larger);
            room = new Room(larger);
        }

        right.CopyTo(room.Data.AsSpan(left.length));
        room.Used = total;
        return new AwkString(room, total);
    }

    /// <summary>The number it begins with; 0 without one.</summary>
    public double ToNumber(AwkNumberForms forms = AwkNumberForms.Decimal)
    {
        if (shape == ShapeUnknown)
        {
            Examine(forms);
        }

        return number;
    }

    /// <summary>True if all of it is a number, blanks around it aside.</summary>
    public bool LooksNumeric(AwkNumberForms forms = AwkNumberForms.Decimal)
    {
        if (shape == ShapeUnknown)
        {
            Examine(forms);
        }

        return shape == ShapeWhole;
    }

    public override string ToString() => EscapedUtf8.Decode(Span);

    private static AwkString[] MakeSingles()
    {
        var singles = new AwkString[256];
        for (int i = 0; i < singles.Length; i++)
        {
            singles[i] = new AwkString([(byte)i], 1);
        }

        return singles;
    }

    private void Examine(AwkNumberForms forms)
    {
        number = AwkNumber.Parse(Span, out bool whole, forms);
        shape = whole ? ShapeWhole : ShapePrefix;
    }

    private sealed class Room(byte[] data)
    {
        public byte[] Data { get; } = data;

        public int Used { get; set; }
    }
}
