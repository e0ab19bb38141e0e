using System.Collections.Concurrent;
using BashTool.Core.CommandModel;

namespace BashTool.Core.Interpreter;

/// <summary>Finds builtins by name: <c>cd</c> is the class <c>CdBuiltin</c>. Objects are made on first use.</summary>
public static class BuiltinCatalog
{
    /// <summary>The builtins of bash 5.2 and the classes of those whose names do not say them.</summary>
    private static readonly Dictionary<string, string> ClassNames = new(StringComparer.Ordinal)
    {
        ["."] = "Source", [":"] = "Colon", ["["] = "Test", ["alias"] = "Alias", ["bg"] = "Bg", ["bind"] = "Bind", ["break"] = "Break",
        ["builtin"] = "Builtin", ["caller"] = "Caller", ["cd"] = "Cd", ["command"] = "Command", ["compgen"] = "Compgen",
        ["complete"] = "Complete", ["compopt"] = "Compopt", ["continue"] = "Continue", ["declare"] = "Declare", ["dirs"] = "Dirs",
        ["disown"] = "Disown", ["echo"] = "Echo", ["enable"] = "Enable", ["eval"] = "Eval", ["exec"] = "Exec", ["exit"] = "Exit",
        ["export"] = "Export", ["false"] = "False", ["fc"] = "Fc", ["fg"] = "Fg", ["getopts"] = "Getopts", ["hash"] = "Hash",
        ["help"] = "Help", ["history"] = "History", ["jobs"] = "Jobs", ["kill"] = "Kill", ["let"] = "Let", ["local"] = "Local",
        ["logout"] = "Logout", ["mapfile"] = "Mapfile", ["popd"] = "Popd", ["printf"] = "Printf", ["pushd"] = "Pushd", ["pwd"] = "Pwd",
        ["read"] = "Read", ["readarray"] = "Mapfile", ["readonly"] = "Readonly", ["return"] = "Return", ["set"] = "Set",
        ["shift"] = "Shift", ["shopt"] = "Shopt", ["source"] = "Source", ["suspend"] = "Suspend", ["test"] = "Test", ["times"] = "Times",
        ["trap"] = "Trap", ["true"] = "True", ["type"] = "Type", ["typeset"] = "Declare", ["ulimit"] = "Ulimit", ["umask"] = "Umask",
        ["unalias"] = "Unalias", ["unset"] = "Unset", ["wait"] = "Wait",
    };

    private static string[]? names;
    private static readonly ConcurrentDictionary<string, Builtin?> Found = new(StringComparer.Ordinal);

    /// <summary>All names, sorted.</summary>
    public static IReadOnlyList<string> Names => names ??= [.. ClassNames.Keys.Order(StringComparer.Ordinal)];

    /// <summary>Whether there is a builtin of a name.</summary>
    public static bool Contains(string name) => Find(name) is not null;

    /// <summary>The builtin of a name; null if there is none.</summary>
    public static Builtin? Find(string name)
    {
        if (Found.TryGetValue(name, out Builtin? builtin))
        {
            return builtin;
        }

        return ClassNames.TryGetValue(name, out string? stem) ? Found.GetOrAdd(name, Make(stem)) : null;
    }

    private static Builtin? Make(string stem)
    {
        Type? type = TypeIndex.Find(typeof(BuiltinCatalog).Assembly, stem + "Builtin", typeof(Builtin));
        return type is null ? null : (Builtin)Activator.CreateInstance(type)!;
    }
}
