using BashTool.Core.CommandModel;
using BashTool.Core.Expansion;
using BashTool.Core.Files;
using BashTool.Core.Interpreter;
using BashTool.Core.Syntax;
using BashTool.Core.Text;

namespace BashTool.Core.Builtins;

/// <summary>Makes the words that a completion gives for a beginning (<c>compgen</c>).</summary>
internal sealed class CompletionGenerator(ShellInterpreter shell, string word)
{
    private static readonly string[] Order =
    [
        "alias", "arrayvar", "binding", "builtin", "disabled", "enabled", "export", "function", "helptopic", "hostname", "job", "keyword",
        "running", "setopt", "shopt", "signal", "stopped", "variable", "command", "file", "user", "group", "service", "directory",
    ];

    private readonly List<string> result = [];

    private ShellState State => shell.State;

    /// <summary>All matches.</summary>
    public List<string> Generate(CompletionSpecification specification)
    {
        foreach (string action in Order)
        {
            if (specification.Actions.Contains(action))
            {
                AddAction(action);
            }
        }

        if (specification.GlobPattern is { } pattern)
        {
            result.AddRange(shell.Expander.ExpandPathnames(pattern));
        }

        if (specification.WordList is { } words)
        {
            AddWords(words);
        }

        if (specification.Function is { } function && State.Functions.Find(function) is { } found)
        {
            State.Variables.Unset("COMPREPLY");
            State.Variables.Set("COMP_LINE", "");
            State.Variables.Set("COMP_POINT", "0");
            State.Variables.Set("COMP_CWORD", "-1");
            State.Variables.AssignArray(State.Variables.GetOrCreate("COMP_WORDS"), new IndexedArray());
            shell.CallFunction(found, [function, "compgen", word, ""]);
            foreach (string name in (ReadOnlySpan<string>)["COMP_LINE", "COMP_POINT", "COMP_CWORD", "COMP_WORDS"])
            {
                State.Variables.Unset(name);
            }

            if (State.Variables.Resolve("COMPREPLY") is { } reply)
            {
                if (reply.Indexed is { } array)
                {
                    array.CopyValuesTo(result);
                }
                else if (reply.Value is { } single)
                {
                    result.Add(single);
                }

                State.Variables.Unset("COMPREPLY");
            }
        }

        if (specification.Command is { } command)
        {
            string line = $"{command} compgen {ShellQuoting.Backslash(word)} ''";
            string output = shell.CaptureText(line);
            result.AddRange(output.Split('\n', StringSplitOptions.RemoveEmptyEntries));
        }

        Filter(specification);
        if (specification.Prefix is not null || specification.Suffix is not null)
        {
            for (int i = 0; i < result.Count; i++)
            {
                result[i] = specification.Prefix + result[i] + specification.Suffix;
            }
        }

        if (specification.Options.Contains("plusdirs") || (result.Count == 0 && specification.Options.Contains("dirnames")))
        {
            AddFiles(directoriesOnly: true);
        }

        if (result.Count == 0 && specification.Options.Contains("default"))
        {
            AddFiles(directoriesOnly: false);
        }

        return result;
    }

    private void AddAction(string action)
    {
        switch (action)
        {
            case "alias":
                Add(State.Aliases.All.Select(static a => a.Key));
                break;
            case "arrayvar":
                Add(State.Variables.All().Where(static v => v.IsArray).Select(static v => v.Name));
                break;
            case "builtin":
                Add(BuiltinCatalog.Names);
                break;
            case "disabled":
                Add(BuiltinCatalog.Names.Where(n => State.DisabledBuiltins?.Contains(n) == true));
                break;
            case "enabled":
                Add(BuiltinCatalog.Names.Where(n => State.DisabledBuiltins?.Contains(n) != true));
                break;
            case "export":
                Add(State.Variables.All().Where(static v => v.IsExported).Select(static v => v.Name));
                break;
            case "function":
                Add(State.Functions.All.Select(static f => f.Name));
                break;
            case "helptopic":
                Add(BuiltinCatalog.Names);
                break;
            case "hostname":
                Add([shell.Session.System.HostName]);
                break;
            case "job" or "running" or "stopped":
                Add(State.Jobs.All
                    .Where(j => action == "job" || j.State == (action == "running" ? JobState.Running : JobState.Stopped))
                    .Select(static j => j.CommandText.Split(' ')[0]));
                break;
            case "keyword":
                Add(ShellKeywords.All);
                break;
            case "setopt":
                Add(ShellOptions.SetOptions.Select(ShellOptions.NameOf));
                break;
            case "shopt":
                Add(ShellOptions.ShoptOptions.Select(ShellOptions.NameOf));
                break;
            case "signal":
                Add(Enumerable.Range(0, Signals.TrapCount).Where(static s => Signals.Name(s) is not null)
                    .Select(static s => s is Signals.Exit or Signals.Debug or Signals.Error or Signals.Return ? Signals.Name(s)! : "SIG" + Signals.Name(s)));
                break;
            case "variable":
                Add(State.Variables.All().Where(static v => v.IsSet).Select(static v => v.Name));
                break;
            case "command":
                AddCommands();
                break;
            case "file":
                AddFiles(directoriesOnly: false);
                break;
            case "directory":
                AddFiles(directoriesOnly: true);
                break;
            case "user":
                Add(shell.Session.System.Users.Select(static u => u.Name));
                break;
            case "group":
                Add(shell.Session.System.Users.Select(u => shell.Session.System.FindGroup(u.GroupId)?.Name ?? "").Where(static g => g.Length > 0).Distinct());
                break;
        }
    }

    private void Add(IEnumerable<string> names)
    {
        foreach (string name in names)
        {
            if (name.StartsWith(word, StringComparison.Ordinal))
            {
                result.Add(name);
            }
        }
    }

    private void AddCommands()
    {
        Add(State.Aliases.All.Select(static a => a.Key));
        Add(ShellKeywords.All);
        Add(State.Functions.All.Select(static f => f.Name));
        Add(BuiltinCatalog.Names.Where(n => State.DisabledBuiltins?.Contains(n) != true));
        var seen = new HashSet<string>(result, StringComparer.Ordinal);
        Add(shell.Session.Commands.Names.Where(seen.Add).ToArray());
        foreach (string directory in (State.Variables.Get("PATH") ?? "").Split(':'))
        {
            if (directory.Length == 0)
            {
                continue;
            }

            VirtualPath path = State.WorkingDirectory.Combine(directory);
            foreach (DirectoryEntry entry in Entries(path))
            {
                if (entry.Name.StartsWith(word, StringComparison.Ordinal) && entry.Kind != FileKind.Directory
                    && shell.Session.Files.Access(path.Combine(entry.Name), FileAccessRights.Execute) == FileError.None && seen.Add(entry.Name))
                {
                    result.Add(entry.Name);
                }
            }
        }
    }

    private void AddFiles(bool directoriesOnly)
    {
        int slash = word.LastIndexOf('/');
        string prefix = word[..(slash + 1)];
        string start = word[(slash + 1)..];
        string directoryText = prefix.StartsWith("~/", StringComparison.Ordinal) ? State.Variables.Get("HOME") + prefix[1..] : prefix;
        VirtualPath directory = directoryText.Length == 0 ? State.WorkingDirectory : State.WorkingDirectory.Combine(directoryText);
        foreach (DirectoryEntry entry in Entries(directory))
        {
            if (!entry.Name.StartsWith(start, StringComparison.Ordinal))
            {
                continue;
            }

            if (directoriesOnly && entry.Kind != FileKind.Directory
                && !(shell.Session.Files.TryStat(directory.Combine(entry.Name), followLinks: true, out FileMetadata metadata) == FileError.None && metadata.IsDirectory))
            {
                continue;
            }

            result.Add(prefix + entry.Name);
        }
    }

    private IEnumerable<DirectoryEntry> Entries(VirtualPath directory)
    {
        try
        {
            return shell.Session.Files.List(directory).ToArray();
        }
        catch (FileSystemException)
        {
            return [];
        }
    }

    // The list is split at IFS, quotes and expansions in it mean what they do elsewhere.
    private void AddWords(string list)
    {
        string separators = State.Variables.Get("IFS") ?? " \t\n";
        foreach (string part in Split(list, separators))
        {
            string value;
            try
            {
                value = shell.Expander.ExpandToString(Parser.ParseWord(part));
            }
            catch (SyntaxErrorException)
            {
                throw new ExpansionException($"{part}: bad substitution");
            }

            foreach (string piece in part.Contains('$') || part.Contains('`') ? value.Split(separators.ToCharArray(), StringSplitOptions.RemoveEmptyEntries) : [value])
            {
                if (piece.StartsWith(word, StringComparison.Ordinal))
                {
                    result.Add(piece);
                }
            }
        }
    }

    private static List<string> Split(string text, string separators)
    {
        var parts = new List<string>();
        int start = -1;
        char quote = '\0';
        int depth = 0;
        for (int i = 0; i < text.Length; i++)
        {
            char c = text[i];
            if (quote == '\0' && depth == 0 && separators.Contains(c))
            {
                if (start >= 0)
                {
                    parts.Add(text[start..i]);
                    start = -1;
                }

                continue;
            }

            if (start < 0)
            {
                start = i;
            }

            if (c == '\\' && quote != '\'')
            {
                i++;
            }
            else if (quote != '\0')
            {
                quote = c == quote ? '\0' : quote;
            }
            else if (c is '\'' or '"' or '`')
            {
                quote = c;
            }
            else if (c is '(' or '{')
            {
                depth++;
            }
            else if (c is ')' or '}' && depth > 0)
            {
                depth--;
            }
        }

        if (start >= 0)
        {
            parts.Add(text[start..]);
        }

        return parts;
    }

    private void Filter(CompletionSpecification specification)
    {
        if (specification.Filter is not { Length: > 0 } filter)
        {
            return;
        }

        bool keep = filter[0] == '!';
        string pattern = (keep ? filter[1..] : filter).Replace("\\&", "\u0001", StringComparison.Ordinal)
            .Replace("&", GlobPattern.Escape(word), StringComparison.Ordinal).Replace("\u0001", "&", StringComparison.Ordinal);
        GlobPattern glob = GlobPattern.Cached(pattern, GlobOptions.ExtendedGlob);
        result.RemoveAll(candidate => glob.IsMatch(candidate) != keep);
    }
}
