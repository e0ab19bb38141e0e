namespace BashTool.Commands.Awk;

/// <summary>A value: a number, a text, or an array. Numbers need no allocation.</summary>
internal struct AwkValue
{
    public double Number;
    public object? Reference;
    public AwkValueKind Kind;

    public AwkValue(double number)
    {
        Number = number;
        Kind = AwkValueKind.Number;
    }

    public AwkValue(AwkString text, AwkValueKind kind = AwkValueKind.String)
    {
        Reference = text;
        Kind = kind;
    }

    public AwkValue(AwkArray array)
    {
        Reference = array;
        Kind = AwkValueKind.Array;
    }

    public static AwkValue Unassigned => new() { Kind = AwkValueKind.Unassigned };

    /// <summary>An element that was only named so far: it may still become an array.</summary>
    public static AwkValue Untouched => new() { Kind = AwkValueKind.Reference };

    public static AwkValue MissingField => new(AwkString.Missing, AwkValueKind.Input);

    public readonly AwkString Text => (AwkString)Reference!;

    public readonly AwkArray Array => (AwkArray)Reference!;

    public readonly bool IsNothing => Kind <= AwkValueKind.Unassigned || Kind == AwkValueKind.Reference;

    public readonly bool HoldsNumber => Kind is AwkValueKind.Number or AwkValueKind.Boolean;

    public static AwkValue Of(bool truth) => new(truth ? 1 : 0);
}
