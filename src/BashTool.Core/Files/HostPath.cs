namespace BashTool.Core.Files;

/// <summary>A path as the operating system writes it, with the style it is written in.</summary>
public readonly struct HostPath : IEquatable<HostPath>
{
    private readonly string? _text;

    public HostPath(string text, PathStyle style)
    {
        ArgumentNullException.ThrowIfNull(text);
        _text = text;
        Style = style;
    }

    /// <summary>The style of the machine the process runs on.</summary>
    public static PathStyle CurrentStyle => OperatingSystem.IsWindows() ? PathStyle.Windows : PathStyle.Posix;

    public string Text => _text ?? "";

    public PathStyle Style { get; }

    public bool IsEmpty => string.IsNullOrEmpty(_text);

    /// <summary>A path in the style of the machine the process runs on.</summary>
    public static HostPath OfThisMachine(string text) => new(text, CurrentStyle);

    public bool IsAbsolute => Style == PathStyle.Posix ? Text.StartsWith('/') : WindowsPath.IsAbsolute(Text);

    public string FileName
    {
        get
        {
            string text = Text;
            int end = text.Length;
            while (end > 0 && IsSeparator(text[end - 1]))
            {
                end--;
            }

            int start = end;
            while (start > 0 && !IsSeparator(text[start - 1]))
            {
                start--;
            }

            return text[start..end];
        }
    }

    public HostPath Parent
    {
        get
        {
            string text = Text;
            int root = RootLength;
            int end = text.Length;
            while (end > root && IsSeparator(text[end - 1]))
            {
                end--;
            }

            while (end > root && !IsSeparator(text[end - 1]))
            {
                end--;
            }

            while (end > root && IsSeparator(text[end - 1]))
            {
                end--;
            }

            return new HostPath(text[..end], Style);
        }
    }

    private int RootLength => Style == PathStyle.Posix ? (Text.StartsWith('/') ? 1 : 0) : WindowsPath.RootLength(Text);

    /// <summary>The path of an entry of this directory, or <paramref name="operand"/> itself where it is absolute.</summary>
    public HostPath Combine(string operand)
    {
        if (operand.Length == 0 || new HostPath(operand, Style).IsAbsolute || Text.Length == 0)
        {
            return new HostPath(operand.Length == 0 ? Text : operand, Style);
        }

        string own = Style == PathStyle.Windows ? operand.Replace('/', '\\') : operand;
        return new HostPath(IsSeparator(Text[^1]) ? Text + own : Text + (Style == PathStyle.Windows ? '\\' : '/') + own, Style);
    }

    /// <summary>Whether this path is <paramref name="ancestor"/> or lies below it, by the text and the style's rules for case.</summary>
    public bool IsAtOrBelow(HostPath ancestor)
    {
        string text = Text, top = ancestor.Text;
        while (top.Length > ancestor.RootLength && ancestor.IsSeparator(top[^1]))
        {
            top = top[..^1];
        }

        if (Style != ancestor.Style || top.Length == 0)
        {
            return false;
        }

        if (Style == PathStyle.Windows)
        {
            text = text.Replace('/', '\\');
            top = top.Replace('/', '\\');
        }

        return text.StartsWith(top, Comparison) && (text.Length == top.Length || IsSeparator(top[^1]) || IsSeparator(text[top.Length]));
    }

    private StringComparison Comparison => Style == PathStyle.Windows ? StringComparison.OrdinalIgnoreCase : StringComparison.Ordinal;

    private bool IsSeparator(char c) => c == '/' || (c == '\\' && Style == PathStyle.Windows);

    public bool Equals(HostPath other) => Style == other.Style && string.Equals(Text, other.Text, Comparison);

    public override bool Equals(object? obj) => obj is HostPath other && Equals(other);

    public override int GetHashCode() => Text.GetHashCode(Comparison);

    public static bool operator ==(HostPath left, HostPath right) => left.Equals(right);

    public static bool operator !=(HostPath left, HostPath right) => !left.Equals(right);

    public override string ToString() => Text;
}
