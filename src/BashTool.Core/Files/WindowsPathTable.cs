namespace BashTool.Core.Files;

/// <summary>
/// What a script's paths are called on Windows, by their text alone: in a workspace's world where there is one, else in a user's.
/// </summary>
public sealed partial class WindowsPathTable
{
    private readonly List<(string At, string Source)> places = [];
    private static readonly PathTranslator Translator = new(PathStyle.Windows, []);

    private readonly string home;
    private readonly string workspace;

    /// <param name="workspace">The workspace's directory as Windows writes it; empty for none.</param>
    /// <param name="userName">Without a workspace: whose home <c>~</c> is.</param>
    public WindowsPathTable(string workspace, string userName)
    {
        string root = workspace.Replace('/', '\\').TrimEnd('\\');
        this.workspace = root;
        if (root.Length == 0)
        {
            home = @"C:\Users\" + userName;
            places.Add(("/home", @"C:\Users"));
            places.Add(("/tmp", home + @"\AppData\Local\Temp"));
            return;
        }

        const string workspaceUser = "claude";
        home = $@"{root}\{workspaceUser}";
        places.Add(("/home", root));
        places.Add(("/mnt/user-data", root));
    }

    /// <summary>The path as Windows writes it; null where it has none, with the reason.</summary>
    /// <param name="path">The path.</param>
    /// <param name="problem">Why there is none.</param>
    /// <param name="literal">Whether <c>~</c> and <c>file://</c> mean nothing.</param>
    public string? Convert(string path, out string problem, bool literal = false)
    {
        problem = "";
        if (path.Length == 0)
        {
            problem = "an empty path names nothing";
            return null;
        }

        if (!literal && (path == "~" || path.StartsWith("~/", StringComparison.Ordinal)))
        {
            return Below(home, path.Length <= 2 ? "" : path[2..], ref problem);
        }

        bool isUri = !literal && path.StartsWith("file://", StringComparison.OrdinalIgnoreCase);
        if (!isUri && path[0] is not ('/' or '\\') && !(path.Length >= 2 && WindowsPath.IsDriveLetter(path[0]) && path[1] == ':'))
        {
            return Relative(path, ref problem);
        }

        WindowsNameProblem name = Translator.TryToVirtual(path, VirtualPath.Root, out VirtualPath inside);
        if (name != WindowsNameProblem.None)
        {
            problem = $"not a safe name on Windows ({name})";
            return null;
        }

        string text = inside.ResolveLexically().Text;
        if (WindowsPath.ToHost(text) is { } host)
        {
            return host;
        }

        foreach ((string at, string source) in places)
        {
            if (text == at || text.StartsWith(at + "/", StringComparison.Ordinal))
            {
                return Below(source, text[at.Length..].TrimStart('/'), ref problem);
            }
        }

        problem = "a path of the script's own world, which Windows has not";
        return null;
    }

    private static string? Below(string directory, string rest, ref string problem)
    {
        // What climbs out of the place is no path in it.
        string inside = VirtualPath.Parse("/" + rest).ResolveLexically().Text[1..];
        if (WindowsPath.CheckNames(inside) is not WindowsNameProblem.None and var name && inside.Length > 0)
        {
            problem = $"not a safe name on Windows ({name})";
            return null;
        }

        return inside.Length == 0 ? directory : directory + "\\" + inside.Replace('/', '\\');
    }

    private static string? Relative(string path, ref string problem)
    {
        if (WindowsPath.CheckNames(path) is not WindowsNameProblem.None and var name)
        {
            problem = $"not a safe name on Windows ({name})";
            return null;
        }

        return path.Replace('/', '\\');
    }
}
