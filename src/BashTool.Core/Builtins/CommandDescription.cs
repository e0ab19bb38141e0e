using BashTool.Core.Interpreter;
using BashTool.Core.Syntax;

namespace BashTool.Core.Builtins;

/// <summary>What <c>type</c>, <c>command -v</c> and <c>command -V</c> say of a name.</summary>
internal static class CommandDescription
{
    public enum Style
    {
        /// <summary>A sentence: <c>type</c>, <c>command -V</c>.</summary>
        Sentence,

        /// <summary>What can be used again: <c>command -v</c>.</summary>
        Reusable,

        /// <summary>One word: <c>type -t</c>.</summary>
        Word,

        /// <summary>The path of a file: <c>type -p</c>.</summary>
        Path,
    }

    /// <summary>Prints what the name is; false if it is nothing.</summary>
    /// <param name="onlyFiles">As if there were no aliases, keywords, functions and builtins (<c>type -P</c>).</param>
    /// <param name="path">Where to look instead of PATH.</param>
    public static bool Print(BuiltinCall call, string name, Style style, bool all = false, bool functions = true, bool onlyFiles = false, string? path = null)
    {
        CommandResolver resolver = call.Shell.Resolver;
        bool found = false;
        IEnumerable<CommandLocation> locations = onlyFiles || path is not null
            ? Files(call, resolver, name, all, functions, onlyFiles, path)
            : resolver.FindAll(name, aliases: true, functions, all);
        foreach (CommandLocation location in locations)
        {
            found = true;
            Print(call, name, location, style);
            if (!all)
            {
                break;
            }
        }

        return found;
    }

    private static IEnumerable<CommandLocation> Files(
        BuiltinCall call, CommandResolver resolver, string name, bool all, bool functions, bool onlyFiles, string? path)
    {
        if (!onlyFiles)
        {
            foreach (CommandLocation location in resolver.FindAll(name, aliases: true, functions, all: true))
            {
                if (location.Kind is not (CommandLocationKind.File or CommandLocationKind.InProcess))
                {
                    yield return location;
                }
            }
        }

        if (path is null && !all && call.State.Hash.Find(name) is { } hashed)
        {
            yield return new CommandLocation(CommandLocationKind.File, name) { Path = hashed, IsHashed = true };
        }

        foreach (CommandLocation location in resolver.FindFiles(name, path))
        {
            if (!all || !location.IsRefused)
            {
                yield return location;
            }
        }
    }

    private static void Print(BuiltinCall call, string name, CommandLocation location, Style style)
    {
        switch (location.Kind)
        {
            case CommandLocationKind.Alias:
                Choose("alias", $"{name} is aliased to `{location.AliasText}'\n", AliasBuiltin.Format(name, location.AliasText!));
                break;
            case CommandLocationKind.Keyword:
                Choose("keyword", $"{name} is a shell keyword\n", name + "\n");
                break;
            case CommandLocationKind.Function:
                Choose("function", null, name + "\n");
                if (style == Style.Sentence)
                {
                    call.Write($"{name} is a function\n{Printer.PrintFunction(location.Function!.Definition)}\n");
                }

                break;
            case CommandLocationKind.Builtin:
                string kind = call.State.Options.Posix && location.Builtin!.IsSpecial ? "special shell builtin" : "shell builtin";
                Choose("builtin", $"{name} is a {kind}\n", name + "\n");
                break;
            default:
                string path = location.Path!;
                if (style == Style.Path)
                {
                    call.WriteLine(path);
                    break;
                }

                Choose("file", location.IsHashed ? $"{name} is hashed ({path})\n" : $"{name} is {path}\n", path + "\n");
                break;
        }

        void Choose(string word, string? sentence, string reusable)
        {
            switch (style)
            {
                case Style.Word:
                    call.WriteLine(word);
                    break;
                case Style.Sentence when sentence is not null:
                    call.Write(sentence);
                    break;
                case Style.Reusable:
                    call.Write(reusable);
                    break;
            }
        }
    }
}
