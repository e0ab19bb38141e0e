using System.Diagnostics.CodeAnalysis;

namespace BashTool.Core.Files;

/// <summary>
/// An absolute path as scripts see it: Unix form, rooted at <c>/</c>. Repeated slashes and inner <c>.</c> parts are
/// gone; <c>..</c> stays (after a link only the file system knows what it means), and so does a trailing slash.
/// The empty path (also the default value) names nothing: every operation on it fails with ENOENT, as in POSIX.
/// </summary>
public readonly struct VirtualPath : IEquatable<VirtualPath>, IComparable<VirtualPath>
{
    private readonly string? _text;

    private VirtualPath(string text) => _text = text;

    public static VirtualPath Root { get; } = new("/");

    /// <summary>The path of an empty operand: it names nothing.</summary>
    public static VirtualPath Empty => default;

    /// <summary>The text, for messages and for handing on; never for cutting by hand.</summary>
    public string Text => _text ?? "";

    public bool IsEmpty => string.IsNullOrEmpty(_text);

    public bool IsRoot => _text == "/";

    /// <summary>Whether the text ends in a slash that asks for a directory (the root does not count).</summary>
    public bool HasTrailingSlash => _text is { Length: > 1 } text && text[^1] == '/';

    /// <summary>Whether a <c>..</c> is left that the file system has to resolve.</summary>
    public bool HasParentReference => HasDotDot(Text);

    /// <summary>Whether a word names a place and not only a name that is looked for: it holds a slash or, on Windows, a backslash or a drive.</summary>
    public static bool IsPlace(string word) => IsPlace(word, HostPath.CurrentStyle);

    /// <summary>The same with the rules of a host given.</summary>
    public static bool IsPlace(string word, PathStyle style) => word.Contains('/')
        || (style == PathStyle.Windows && (word.Contains('\\') || (word.Length > 2 && word[1] == ':' && char.IsAsciiLetter(word[0]))));

    /// <summary>Reads an absolute path; the text must begin with a slash (or be empty).</summary>
    public static VirtualPath Parse(string text)
        => TryParse(text, out VirtualPath path) ? path : throw new ArgumentException($"not an absolute path: {text}", nameof(text));

    public static bool TryParse([NotNullWhen(true)] string? text, out VirtualPath path)
    {
        path = default;
        if (text is null)
        {
            return false;
        }

        if (text.Length == 0)
        {
            return true;
        }

        if (text[0] != '/')
        {
            return false;
        }

        path = new VirtualPath(IsClean(text) ? text : Clean(text));
        return true;
    }

    /// <summary>
    /// The path that <paramref name="operand"/> names seen from this directory: an absolute operand replaces it, an empty
    /// one gives the empty path. <c>..</c> is kept for the file system. On Windows <c>C:\x</c> and its like are understood.
    /// </summary>
    public VirtualPath Combine(string operand)
        => OperatingSystem.IsWindows() && operand.AsSpan().IndexOfAny('\\', ':') >= 0
            ? Combine(operand, PathStyle.Windows)
            : CombineUnix(operand);

    private VirtualPath CombineUnix(string operand)
    {
        if (operand.Length == 0)
        {
            return Empty;
        }

        if (operand[0] == '/')
        {
            return new VirtualPath(IsClean(operand) ? operand : Clean(operand));
        }

        string text = Text;
        if (text.Length == 0)
        {
            return Empty;
        }

        string joined = text[^1] == '/' ? text + operand : string.Concat(text, "/", operand);
        return new VirtualPath(IsCleanFrom(operand, 0) && text[^1] != '.' ? joined : Clean(joined));
    }

    /// <summary>The same with the rules of a host given: what Windows does not allow as a name stays, and is refused when it is used.</summary>
    public VirtualPath Combine(string operand, PathStyle style)
    {
        if (style == PathStyle.Posix || operand.Length == 0)
        {
            return CombineUnix(operand);
        }

        WindowsNameProblem problem = WindowsPath.TryToVirtual(operand, IsEmpty ? "/" : Text, out string text);
        if (problem == WindowsNameProblem.None)
        {
            return Parse(text);
        }

        // A path into the device name space names no file at all.
        return problem is WindowsNameProblem.DevicePath or WindowsNameProblem.Empty ? Empty
            : operand[0] == '/' ? Parse(operand)
            : Parse(Text + "/" + operand.Replace('\\', '/'));
    }

    /// <summary>
    /// Resolves <c>.</c> and <c>..</c> in the text alone, as <c>cd -L</c> does. Wrong after a symbolic link, and meant to be.
    /// </summary>
    public VirtualPath ResolveLexically()
    {
        string text = Text;
        if (text.Length == 0 || (!HasDotDot(text) && !HasTrailingSlash && !text.EndsWith("/.", StringComparison.Ordinal)))
        {
            return this;
        }

        var parts = new List<string>();
        foreach (string part in text.Split('/', StringSplitOptions.RemoveEmptyEntries))
        {
            if (part == "..")
            {
                if (parts.Count > 0)
                {
                    parts.RemoveAt(parts.Count - 1);
                }
            }
            else if (part != ".")
            {
                parts.Add(part);
            }
        }

        return new VirtualPath("/" + string.Join('/', parts));
    }

    /// <summary>The last part without slashes: the root's is <c>/</c>, the empty path's is empty.</summary>
    public string FileName
    {
        get
        {
            ReadOnlySpan<char> text = Text.AsSpan().TrimEnd('/');
            return text.Length == 0 ? (IsEmpty ? "" : "/") : text[(text.LastIndexOf('/') + 1)..].ToString();
        }
    }

    /// <summary>The path without its last part (in the text alone); the root's parent is the root.</summary>
    public VirtualPath Parent
    {
        get
        {
            ReadOnlySpan<char> text = Text.AsSpan().TrimEnd('/');
            int slash = text.LastIndexOf('/');
            return IsEmpty ? Empty : slash <= 0 ? Root : new VirtualPath(text[..slash].ToString());
        }
    }

    /// <summary>The same path without trailing slashes.</summary>
    public VirtualPath WithoutTrailingSlash => HasTrailingSlash ? new VirtualPath(Text.TrimEnd('/')) : this;

    /// <summary>Whether this path is <paramref name="ancestor"/> or lies below it, by the text.</summary>
    public bool IsAtOrBelow(VirtualPath ancestor)
    {
        if (ancestor.IsRoot)
        {
            return !IsEmpty;
        }

        string text = Text, top = ancestor.WithoutTrailingSlash.Text;
        return top.Length > 0 && text.StartsWith(top, StringComparison.Ordinal) && (text.Length == top.Length || text[top.Length] == '/');
    }

    public bool Equals(VirtualPath other) => string.Equals(Text, other.Text, StringComparison.Ordinal);

    public override bool Equals(object? obj) => obj is VirtualPath other && Equals(other);

    public override int GetHashCode() => Text.GetHashCode(StringComparison.Ordinal);

    public int CompareTo(VirtualPath other) => string.CompareOrdinal(Text, other.Text);

    public static bool operator ==(VirtualPath left, VirtualPath right) => left.Equals(right);

    public static bool operator !=(VirtualPath left, VirtualPath right) => !left.Equals(right);

    public override string ToString() => Text;

    private static bool HasDotDot(string text)
    {
        int at = 0;
        while ((at = text.IndexOf("/..", at, StringComparison.Ordinal)) >= 0)
        {
            at += 3;
            if (at == text.Length || text[at] == '/')
            {
                return true;
            }
        }

        return false;
    }

    // Clean: no empty part, no "." part, no ".." directly at the root.
    private static bool IsClean(string text)
        => IsCleanFrom(text, 1) && !(text.Length >= 3 && text[1] == '.' && text[2] == '.' && (text.Length == 3 || text[3] == '/'));

    private static bool IsCleanFrom(string text, int start)
    {
        int partStart = start;
        for (int i = start; i <= text.Length; i++)
        {
            if (i < text.Length && text[i] != '/')
            {
                continue;
            }

            int length = i - partStart;
            if (i < text.Length && length == 0)
            {
                return false;
            }

            if (length == 1 && text[partStart] == '.')
            {
                return false;
            }

            if (start == 0 && partStart == 0 && length == 2 && text[0] == '.' && text[1] == '.')
            {
                return false;
            }

            partStart = i + 1;
        }

        return true;
    }

    private static string Clean(string text)
    {
        var result = new System.Text.StringBuilder(text.Length);
        int i = 0;
        bool endsAsDirectory = false;
        while (i < text.Length)
        {
            while (i < text.Length && text[i] == '/')
            {
                i++;
                endsAsDirectory = true;
            }

            int end = i;
            while (end < text.Length && text[end] != '/')
            {
                end++;
            }

            ReadOnlySpan<char> part = text.AsSpan(i, end - i);
            i = end;
            if (part.Length == 0)
            {
                continue;
            }

            endsAsDirectory = false;
            if (part is ".")
            {
                endsAsDirectory = true;
                continue;
            }

            if (part is ".." && result.Length == 0)
            {
                endsAsDirectory = true;
                continue;
            }

            result.Append('/').Append(part);
        }

        if (result.Length == 0)
        {
            return "/";
        }

        if (endsAsDirectory)
        {
            result.Append('/');
        }

        return result.ToString();
    }
}
