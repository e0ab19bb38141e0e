using System.Text;

namespace BashTool.Core.Builtins;

/// <summary>Key bindings and variables of the line editor as <c>bind</c> keeps them. No editor reads them.</summary>
public sealed class KeyBindings
{
    private readonly SortedDictionary<string, List<string>> functions = new(StringComparer.Ordinal);
    private readonly List<KeyValuePair<string, string>> variables = [];
    private readonly SortedDictionary<string, string> macros = new(StringComparer.Ordinal);
    private readonly Dictionary<string, List<KeyValuePair<string, string>>> commands = [];

    public KeyBindings()
    {
        foreach (ReadOnlySpan<char> line in KeyBindingDefaults.Functions.EnumerateLines())
        {
            string[] fields = line.ToString().Split('\t');
            functions[fields[0]] = fields is [_, "*"] ? [.. SelfInserted()] : [.. fields.Skip(1)];
        }

        foreach (ReadOnlySpan<char> line in KeyBindingDefaults.Variables.EnumerateLines())
        {
            int blank = line.IndexOf(' ');
            variables.Add(new(line[..blank].ToString(), line[(blank + 1)..].ToString()));
        }
    }

    /// <summary>The functions in order, each with its keys.</summary>
    public IEnumerable<KeyValuePair<string, List<string>>> Functions => functions;

    /// <summary>The variables in order.</summary>
    public IEnumerable<KeyValuePair<string, string>> Variables => variables;

    /// <summary>Keys that stand for text.</summary>
    public IEnumerable<KeyValuePair<string, string>> Macros => macros;

    /// <summary>The keys of a function; null if there is no such function.</summary>
    public List<string>? KeysOf(string function) => functions.GetValueOrDefault(function);

    /// <summary>Keys of a keymap that run a shell command.</summary>
    public List<KeyValuePair<string, string>> CommandsOf(string keymap)
    {
        if (!commands.TryGetValue(keymap, out List<KeyValuePair<string, string>>? list))
        {
            commands[keymap] = list = [];
        }

        return list;
    }

    /// <summary>Takes a key away from whatever it stands for.</summary>
    public void Remove(string key, string keymap)
    {
        foreach (List<string> keys in functions.Values)
        {
            keys.Remove(key);
        }

        macros.Remove(key);
        CommandsOf(keymap).RemoveAll(binding => binding.Key == key);
    }

    /// <summary>Lets a key run a shell command.</summary>
    public void BindCommand(string key, string command, string keymap)
    {
        Remove(key, keymap);
        CommandsOf(keymap).Add(new(key, command));
    }

    /// <summary>Carries out a line as in an inputrc file; the error, or null.</summary>
    public string? Execute(string line, string keymap)
    {
        line = line.Trim();
        if (line.StartsWith("set ", StringComparison.Ordinal))
        {
            string[] words = line.Split([' ', '\t'], 3, StringSplitOptions.RemoveEmptyEntries);
            int at = words.Length > 1 ? variables.FindIndex(variable => variable.Key == words[1]) : -1;
            if (at >= 0)
            {
                string value = words.Length > 2 ? words[2] : "";
                variables[at] = new(words[1], variables[at].Value is "on" or "off" ? value.Length == 0 || value is "1" || value.Equals("on", StringComparison.OrdinalIgnoreCase) ? "on" : "off" : value);
            }

            return null;
        }

        if (!TrySplit(line, out string key, out string target))
        {
            return $"readline: {line}: no key sequence terminator";
        }

        if (target.Length > 1 && target[0] is '"' or '\'' && target.Length > 1)
        {
            int end = target.IndexOf(target[0], 1);
            Remove(key, keymap);
            macros[key] = target[1..(end < 0 ? target.Length : end)];
            return null;
        }

        int blank = target.IndexOfAny([' ', '\t']);
        string function = blank < 0 ? target : target[..blank];
        if (functions.TryGetValue(function, out List<string>? keys))
        {
            Remove(key, keymap);
            string order = Decode(key);
            int index = keys.FindIndex(other => string.CompareOrdinal(Decode(other), order) > 0);
            keys.Insert(index < 0 ? keys.Count : index, key);
        }

        return null;
    }

    /// <summary>Splits <c>"keys": target</c>.</summary>
    public static bool TrySplit(string line, out string key, out string target)
    {
        key = target = "";
        int at = 0;
        if (line.StartsWith('"'))
        {
            at = 1;
            while (at < line.Length && line[at] != '"')
            {
                at += line[at] == '\\' ? 2 : 1;
            }

            if (at >= line.Length)
            {
                return false;
            }

            key = line[1..at++];
        }

        int colon = line.IndexOf(':', Math.Min(at, line.Length));
        if (colon < 0)
        {
            return false;
        }

        if (at == 0)
        {
            string name = line[..colon].Trim();
            int dash = name.LastIndexOf('-');
            string last = dash >= 0 && dash + 1 < name.Length ? name[(dash + 1)..] : name;
            bool control = name.Contains("C-", StringComparison.OrdinalIgnoreCase) || name.Contains("control-", StringComparison.OrdinalIgnoreCase);
            bool meta = name.Contains("M-", StringComparison.OrdinalIgnoreCase) || name.Contains("meta-", StringComparison.OrdinalIgnoreCase);
            key = (meta ? "\\e" : "") + (control ? "\\C-" + last.ToLowerInvariant() : last);
        }

        target = line[(colon + 1)..].Trim();
        return true;
    }

    private static IEnumerable<string> SelfInserted()
    {
        for (char c = ' '; c <= '~'; c++)
        {
            yield return c is '"' or '\\' ? "\\" + c : c.ToString();
        }

        for (int i = 128; i < 256; i++)
        {
            yield return "\\" + System.Convert.ToString(i, 8);
        }
    }

    // The bytes of a key sequence, to order by.
    private static string Decode(string key)
    {
        var text = new StringBuilder();
        for (int i = 0; i < key.Length; i++)
        {
            if (key[i] != '\\' || i + 1 >= key.Length)
            {
                text.Append(key[i]);
            }
            else if (key[i + 1] == 'e')
            {
                text.Append('\x1b');
                i++;
            }
            else if (key[i + 1] == 'C' && i + 3 < key.Length)
            {
                text.Append(key[i + 3] == '?' ? '\x7f' : (char)(key[i + 3] & 0x1F));
                i += 3;
            }
            else
            {
                text.Append(key[++i]);
            }
        }

        return text.ToString();
    }
}
