using System.Management.Automation;
using BashTool.Core.CommandModel;
using BashTool.Core.Files;
using BashTool.Core.Interpreter;
using BashTool.Core.Text;
using BashTool.PowerShell.Engine;
using BashTool.PowerShell.Stages;

namespace BashTool.PowerShell.Completion;

/// <summary>Completes a bash command line: commands, options, variables and paths.</summary>
/// <param name="files">The files the script would see.</param>
/// <param name="directory">Where it would be.</param>
/// <param name="variables">Variables there are, beside those of a session.</param>
/// <param name="state">The state of a session; null for none.</param>
internal sealed class BashCompletion(IFileSystem files, VirtualPath directory, IEnumerable<KeyValuePair<string, string>> variables, ShellState? state = null)
{
    private const int MostPaths = 500;

    /// <summary>What could stand in place of the word at the end of a text.</summary>
    /// <param name="text">The command line up to the cursor.</param>
    /// <param name="start">Where the word begins.</param>
    public List<Suggestion> Complete(string text, out int start)
    {
        CompletionPoint point = CompletionPoint.At(text);
        start = point.Start;
        string word = point.Word;
        var found = new List<Suggestion>();
        if (point.Quote != '\'' && VariableAt(text, point.Start) is { } variable)
        {
            AddVariables(found, text[point.Start..], variable);
            return found;
        }

        if (point.IsCommand && !word.Contains('/'))
        {
            AddCommands(found, word);
            return found;
        }

        if (!point.IsRedirection && word.StartsWith('-') && point.Words.Count > 0 && !point.Words.Contains("--"))
        {
            int equals = word.IndexOf('=');
            if (equals < 0)
            {
                AddOptions(found, SpecOf(point.Words), word);
                return found;
            }

            AddPaths(found, word[(equals + 1)..], point.Quote, word[..(equals + 1)], false);
            return found;
        }

        AddPaths(found, word, point.Quote, "", point.Words is ["cd" or "pushd" or "rmdir", ..]);
        return found;
    }

    // The command whose options are meant: xargs, env and their like stand before it.
    private static CommandSpec? SpecOf(List<string> words)
    {
        string name = words[0];
        int at = 0;
        while (name is "command" or "exec" or "env" or "nohup" or "time" or "xargs" or "nice" && at + 1 < words.Count && words[at + 1] is { Length: > 0 } next && next[0] != '-' && !next.Contains('='))
        {
            name = words[++at];
        }

        return (RegisteredCommands.Current.Find(name)?.Command ?? EngineSession.Catalog.Find(name))?.Spec;
    }

    private static void AddOptions(List<Suggestion> found, CommandSpec? spec, string word)
    {
        if (spec is null)
        {
            return;
        }

        // The standard options come with the first parse or help.
        _ = HelpText.Render(spec, spec.Name);
        foreach (Option option in spec.Options)
        {
            if (option.Hidden)
            {
                continue;
            }

            string explanation = option.Description.Replace('\n', ' ');
            if (option.Unsupported is { } reason)
            {
                explanation += $" (not supported: {reason})";
            }

            foreach (char letter in option.Letters)
            {
                Add("-" + letter, option.ValueName is null ? "" : option.Value == OptionValue.Optional ? $"[{option.ValueName}]" : " " + option.ValueName);
            }

            foreach (string name in option.LongNames)
            {
                Add("--" + name, option.ValueName is null ? "" : option.Value == OptionValue.Optional ? $"[={option.ValueName}]" : "=" + option.ValueName);
            }

            void Add(string text, string value)
            {
                if (text.StartsWith(word, StringComparison.Ordinal))
                {
                    found.Add(new Suggestion(text, text + value, CompletionResultType.ParameterName, explanation));
                }
            }
        }
    }

    private void AddCommands(List<Suggestion> found, string word)
    {
        var seen = new HashSet<string>(StringComparer.Ordinal);
        if (state is not null)
        {
            foreach (ShellFunction function in state.Functions.All)
            {
                Add(function.Name, "a function of this session");
            }

            foreach ((string name, string value) in state.Aliases.All)
            {
                Add(name, $"an alias of this session for {value}");
            }
        }

        foreach (string name in CommandNames.All)
        {
            if (name.StartsWith(word, StringComparison.Ordinal))
            {
                Add(name, Explain(name));
            }
        }

        foreach (string keyword in ShellKeywords.All)
        {
            if (word.Length > 0)
            {
                Add(keyword, "a word of the shell's language");
            }
        }

        void Add(string name, string explanation)
        {
            if (name.StartsWith(word, StringComparison.Ordinal) && seen.Add(name))
            {
                found.Add(new Suggestion(name, name, CompletionResultType.Command, explanation));
            }
        }
    }

    private static string Explain(string name)
    {
        string summary = RegisteredCommands.Current.Find(name)?.Summary
            ?? BuiltinCatalog.Find(name)?.Summary
            ?? EngineSession.Catalog.Find(name)?.Spec.Summary
            ?? name;
        return summary.Replace('\n', ' ');
    }

    // The beginning of a variable's name at the end of the word, with where its dollar stands; null where there is none.
    private static (int At, string Name, bool Braced)? VariableAt(string text, int start)
    {
        int at = text.Length;
        while (at > start && (char.IsAsciiLetterOrDigit(text[at - 1]) || text[at - 1] == '_'))
        {
            at--;
        }

        bool braced = at > start + 1 && text[at - 1] == '{' && text[at - 2] == '$';
        int dollar = braced ? at - 2 : at - 1;
        return dollar >= start && dollar >= 0 && text[dollar] == '$' && (dollar == start || text[dollar - 1] != '\\') ? (dollar, text[at..], braced) : null;
    }

    private void AddVariables(List<Suggestion> found, string word, (int At, string Name, bool Braced) variable)
    {
        string before = word[..^(variable.Name.Length + (variable.Braced ? 2 : 1))];
        var all = new SortedDictionary<string, string>(StringComparer.Ordinal);
        foreach ((string name, string value) in variables)
        {
            all[name] = value;
        }

        if (state is not null)
        {
            foreach (Core.Expansion.ShellVariable each in state.Variables.All())
            {
                all[each.Name] = state.Variables.Get(each.Name) ?? "";
            }
        }

        foreach ((string name, string value) in all)
        {
            if (name.StartsWith(variable.Name, StringComparison.Ordinal) && Core.Expansion.ShellVariables.IsName(name))
            {
                string text = variable.Braced ? $"${{{name}}}" : "$" + name;
                string shown = value.Length > 60 ? value[..60] + "..." : value.Length == 0 ? name : value;
                found.Add(new Suggestion(before + text, text, CompletionResultType.Variable, shown));
            }
        }
    }

    private void AddPaths(List<Suggestion> found, string word, char quote, string prefix, bool directoriesOnly)
    {
        int slash = word.LastIndexOf('/');
        string before = slash < 0 ? "" : word[..(slash + 1)];
        string beginning = word[(slash + 1)..];
        VirtualPath place = before.Length == 0 ? directory
            : before.StartsWith("~/", StringComparison.Ordinal) && state?.Variables.Get("HOME") is { } home ? VirtualPath.Parse(home).Combine(before[2..].Length == 0 ? "." : before[2..])
            : directory.Combine(before);
        var entries = new List<DirectoryEntry>();
        try
        {
            foreach (DirectoryEntry entry in files.List(place))
            {
                if (entry.Name.StartsWith(beginning, StringComparison.Ordinal) && (beginning.Length > 0 || entry.Name[0] != '.'))
                {
                    entries.Add(entry);
                    if (entries.Count >= MostPaths)
                    {
                        break;
                    }
                }
            }
        }
        catch (FileSystemException)
        {
            // What cannot be listed cannot be completed.
            return;
        }

        entries.Sort(static (left, right) => string.CompareOrdinal(left.Name, right.Name));
        foreach (DirectoryEntry entry in entries)
        {
            bool isDirectory = entry.Kind == FileKind.Directory
                || (entry.Kind is FileKind.SymbolicLink or FileKind.Unknown
                    && files.TryStat(place.Combine(entry.Name), followLinks: true, out FileMetadata metadata) == FileError.None && metadata.IsDirectory);
            if (directoriesOnly && !isDirectory)
            {
                continue;
            }

            string path = before + entry.Name + (isDirectory ? "/" : "");
            found.Add(new Suggestion(
                prefix + Quoted(path, quote),
                entry.Name + (isDirectory ? "/" : ""),
                isDirectory ? CompletionResultType.ProviderContainer : CompletionResultType.ProviderItem,
                place.Combine(entry.Name).ResolveLexically().Text));
        }
    }

    private static string Quoted(string path, char quote) => quote switch
    {
        '\'' => ShellQuoting.SingleQuote(path),
        '"' => "\"" + path.Replace("\\", "\\\\").Replace("\"", "\\\"").Replace("$", "\\$").Replace("`", "\\`") + "\"",
        _ => path.StartsWith("~/", StringComparison.Ordinal) ? "~/" + ShellQuoting.Backslash(path[2..]) : ShellQuoting.Backslash(path),
    };
}
