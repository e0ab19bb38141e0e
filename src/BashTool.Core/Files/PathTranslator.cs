using System.Text;

namespace BashTool.Core.Files;

/// <summary>
/// Paths between the script and the host, by the mount table and the host's rules, as pure functions on text. It decides
/// nothing about access: what a path leads to is the file system's to say.
/// </summary>
public sealed partial class PathTranslator
{
    private readonly PathMapping[] byVirtual;
    private readonly PathMapping[] byHost;

    /// <param name="style">How the host writes paths.</param>
    /// <param name="mounts">Which directory of the host is seen where.</param>
    public PathTranslator(PathStyle style, IEnumerable<PathMapping> mounts)
    {
        Style = style;
        byVirtual = [.. mounts];
        byHost = [.. byVirtual];
        Array.Sort(byVirtual, static (left, right) => right.At.Text.Length.CompareTo(left.At.Text.Length));
        Array.Sort(byHost, static (left, right) => right.Source.Text.Length != left.Source.Text.Length
            ? right.Source.Text.Length.CompareTo(left.Source.Text.Length)
            : left.At.Text.Length.CompareTo(right.At.Text.Length));
    }

    public PathStyle Style { get; }

    /// <summary>Long names for 8.3 ones, and the case that a name has on disk; null where the text is all there is.</summary>
    public Func<HostPath, HostPath>? TrueName { get; init; }

    /// <summary>Where the script sees a path of the host, under the name it has on disk; null where it does not see it.</summary>
    public VirtualPath? ToVirtualAsStored(HostPath path) => ToVirtual(TrueName is null ? path : TrueName(path));

    /// <summary>Where the script sees a path of the host; null where it does not.</summary>
    public VirtualPath? ToVirtual(HostPath path)
    {
        foreach ((VirtualPath at, HostPath source) in byHost)
        {
            if (path.IsAtOrBelow(source))
            {
                string rest = path.Text.Length <= source.Text.Length ? "" : path.Text[source.Text.Length..];
                rest = (Style == PathStyle.Windows ? rest.Replace('\\', '/') : rest).TrimStart('/');
                return rest.Length == 0 ? at : at.Combine(rest, PathStyle.Posix);
            }
        }

        return null;
    }

    /// <summary>
    /// The virtual path that an operand means seen from a directory: Unix form, and on Windows also <c>C:\x</c>,
    /// <c>C:/x</c>, <c>C:x</c>, <c>\x</c>, <c>\\server\share</c>, <c>\\?\...</c>, <c>/mnt/c/x</c>, <c>/cygdrive/c/x</c>;
    /// everywhere <c>file://</c>.
    /// </summary>
    public WindowsNameProblem TryToVirtual(string operand, VirtualPath workingDirectory, out VirtualPath path)
    {
        path = default;
        if (operand.Contains('\0'))
        {
            return WindowsNameProblem.ForbiddenCharacter;
        }

        if (operand.StartsWith("file://", StringComparison.OrdinalIgnoreCase))
        {
            operand = FromFileUri(operand[7..]);
        }

        if (Style == PathStyle.Posix)
        {
            path = workingDirectory.Combine(operand, PathStyle.Posix);
            return WindowsNameProblem.None;
        }

        WindowsNameProblem problem = WindowsPath.TryToVirtual(operand, workingDirectory.Text, out string text);
        if (problem != WindowsNameProblem.None)
        {
            return problem;
        }

        if (operand.Length == 0)
        {
            return WindowsNameProblem.None;
        }

        path = VirtualPath.Parse(text);

        // A path of the host that a mount shows is meant by where it is shown.
        if (WindowsPath.ToHost(text) is { } host && ToVirtual(new HostPath(host, PathStyle.Windows)) is { } shown && !byVirtualCovers(text))
        {
            path = path.HasTrailingSlash && !shown.HasTrailingSlash ? VirtualPath.Parse(shown.Text + "/") : shown;
        }

        return WindowsNameProblem.None;

        bool byVirtualCovers(string virtualText)
        {
            foreach ((VirtualPath at, _) in byVirtual)
            {
                if (!at.IsRoot && VirtualPath.Parse(virtualText).IsAtOrBelow(at))
                {
                    return true;
                }
            }

            return false;
        }
    }

    /// <summary>
    /// Where the host has what a virtual path names, by the text alone; null where it has it nowhere or, on Windows,
    /// under no safe name.
    /// </summary>
    public HostPath? ToHost(VirtualPath path)
    {
        if (path.IsEmpty)
        {
            return null;
        }

        VirtualPath resolved = path.ResolveLexically();
        foreach ((VirtualPath at, HostPath source) in byVirtual)
        {
            if (!Covers(at, resolved))
            {
                continue;
            }

            string rest = at.IsRoot ? resolved.Text[1..] : resolved.Text.Length <= at.Text.Length ? "" : resolved.Text[(at.Text.Length + 1)..];
            return rest.Length == 0 ? source
                : Style == PathStyle.Windows && WindowsPath.CheckNames(rest) != WindowsNameProblem.None ? null
                : source.Combine(rest);
        }

        return null;
    }

    private bool Covers(VirtualPath at, VirtualPath path)
        => at.IsRoot || path.IsAtOrBelow(at)
            || (Style == PathStyle.Windows && path.Text.StartsWith(at.Text, StringComparison.OrdinalIgnoreCase)
                && (path.Text.Length == at.Text.Length || path.Text[at.Text.Length] == '/'));

    // What follows "file://": "/home/x", "/C:/x", "localhost/x" or "server/share/x".
    private string FromFileUri(string rest)
    {
        string decoded = DecodePercent(rest);
        if (decoded.StartsWith("localhost/", StringComparison.OrdinalIgnoreCase))
        {
            decoded = decoded[9..];
        }

        if (Style == PathStyle.Windows && decoded.Length > 2 && decoded[0] == '/' && WindowsPath.IsDriveLetter(decoded[1]) && decoded[2] is ':' or '|')
        {
            return $"{decoded[1]}:{(decoded.Length > 3 ? decoded[3..] : "/")}";
        }

        return decoded.StartsWith('/') ? decoded : Style == PathStyle.Windows ? "//" + decoded : "/" + decoded;
    }

    private static string DecodePercent(string text)
    {
        if (!text.Contains('%'))
        {
            return text;
        }

        var bytes = new byte[text.Length * 3];
        int count = 0;
        for (int i = 0; i < text.Length; i++)
        {
            if (text[i] == '%' && i + 2 < text.Length && char.IsAsciiHexDigit(text[i + 1]) && char.IsAsciiHexDigit(text[i + 2]))
            {
                bytes[count++] = Convert.ToByte(text.Substring(i + 1, 2), 16);
                i += 2;
            }
            else
            {
                count += PathBytes.Encode(text.AsSpan(i, char.IsHighSurrogate(text[i]) && i + 1 < text.Length ? 2 : 1), bytes.AsSpan(count));
                i += char.IsHighSurrogate(text[i]) && i + 1 < text.Length ? 1 : 0;
            }
        }

        return PathBytes.Decode(bytes.AsSpan(0, count));
    }
}
