using BashTool.Core.Expansion;
using BashTool.Core.Interpreter;

namespace BashTool.Core.Builtins;

/// <summary>Remember or display program locations.</summary>
public sealed class HashBuiltin : Builtin
{
    public override string Synopsis => "[-lr] [-p pathname] [-dt] [name ...]";

    public override string Summary => "Remember or display program locations.";

    public override string Details => """
        Options:
          -d	forget each NAME
          -l	print in a form that can be read back
          -p pathname	use PATHNAME as the location of NAME
          -r	forget all
          -t	print the remembered location of each NAME
        """;

    public override int Run(BuiltinCall call)
    {
        CommandHash hash = call.State.Hash;
        bool reusable = false;
        bool clear = false;
        bool forget = false;
        bool show = false;
        string? path = null;
        var options = new BuiltinOptions(call, "dlp:rt");
        while (options.Next(out char option))
        {
            switch (option)
            {
                case 'd':
                    forget = true;
                    break;
                case 'l':
                    reusable = true;
                    break;
                case 'p':
                    path = options.Value;
                    break;
                case 'r':
                    clear = true;
                    break;
                default:
                    show = true;
                    break;
            }
        }

        if (!options.IsValid)
        {
            return Refuse(call, options);
        }

        if (!call.State.Options[ShellOption.HashAll])
        {
            return call.Fail("hashing disabled");
        }

        int first = options.Index;
        if ((forget || show) && first == call.Count)
        {
            return call.Fail($"-{(forget ? 'd' : 't')}: option requires an argument");
        }

        if (first == call.Count && !clear)
        {
            return List(call, reusable);
        }

        if (clear)
        {
            hash.Clear();
        }

        int status = 0;
        for (int i = first; i < call.Count; i++)
        {
            string name = call[i];
            if (show)
            {
                if (hash.Use(name) is not { } known)
                {
                    status = call.Fail($"{name}: not found");
                }
                else
                {
                    call.Write(reusable ? $"builtin hash -p {known} {name}\n" : call.Count - first > 1 ? $"{name}\t{known}\n" : known + "\n");
                }
            }
            else if (path is not null)
            {
                if (call.Shell.Session.Files.Stat(call.State.WorkingDirectory.Combine(path)) is { IsDirectory: true })
                {
                    status = call.Fail($"{path}: Is a directory");
                }
                else
                {
                    hash.Set(name, path);
                }
            }
            else if (Files.VirtualPath.IsPlace(name))
            {
                continue;
            }
            else if (forget)
            {
                if (hash.Count > 0 && !hash.Remove(name))
                {
                    status = call.Fail($"{name}: not found");
                }
            }
            else if (call.State.Functions.Find(name) is null && call.Shell.Resolver.FindBuiltin(name) is null)
            {
                hash.Remove(name);
                if (call.Shell.Resolver.FindFiles(name).FirstOrDefault() is { IsRefused: false, Path: { } found })
                {
                    hash.Set(name, found);
                }
                else
                {
                    status = call.Fail($"{name}: not found");
                }
            }
        }

        return status;
    }

    private static int List(BuiltinCall call, bool reusable)
    {
        List<KeyValuePair<string, CommandHash.Entry>> all = call.State.Hash.All;
        if (all.Count == 0)
        {
            if (!call.State.Options.Posix)
            {
                call.WriteLine($"{call.Name}: hash table empty");
            }

            return 0;
        }

        if (!reusable)
        {
            call.WriteLine("hits\tcommand");
        }

        foreach ((string name, CommandHash.Entry entry) in all)
        {
            call.WriteLine(reusable ? $"builtin hash -p {entry.Path} {name}" : $"{entry.Hits,4}\t{entry.Path}");
        }

        return 0;
    }
}
