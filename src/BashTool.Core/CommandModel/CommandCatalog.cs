using System.Collections.Concurrent;
using System.Reflection;

namespace BashTool.Core.CommandModel;

/// <summary>
/// Finds commands by name in one or more assemblies: the command <c>grep</c> is the class <c>GrepCommand</c>. A command's
/// object is made on its first use; nothing is scanned for a command that follows the naming rule.
/// </summary>
public sealed class CommandCatalog
{
    private readonly Assembly[] sources;
    private readonly ConcurrentDictionary<string, BashCommand?> found = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, BashCommand> registered = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<Type, BashCommand> instances = new();
    private readonly ConcurrentDictionary<string, StageFusion?> fusions = new(StringComparer.Ordinal);
    private readonly Lazy<Dictionary<string, Type>> attributed;

    /// <summary>A catalogue over assemblies that hold commands, in whatever namespace.</summary>
    public CommandCatalog(params Assembly[] sources)
    {
        this.sources = sources;
        attributed = new Lazy<Dictionary<string, Type>>(Scan);
    }

    /// <summary>All names, sorted.</summary>
    public IReadOnlyCollection<string> Names
    {
        get
        {
            var names = new SortedSet<string>(attributed.Value.Keys, StringComparer.Ordinal);
            names.UnionWith(registered.Keys);
            return names;
        }
    }

    /// <summary>The command of a name; null if there is none.</summary>
    public BashCommand? Find(string name) =>
        registered.TryGetValue(name, out BashCommand? command) ? command
        : found.TryGetValue(name, out command) ? command
        : found.GetOrAdd(name, Locate(name));

    /// <summary>Adds a command at run time, or replaces one.</summary>
    public void Register(string name, BashCommand command) => registered[name] = command;

    /// <summary>Takes back what <see cref="Register"/> added.</summary>
    public bool Unregister(string name) => registered.TryRemove(name, out _);

    private BashCommand? Locate(string name)
    {
        if (name.Length > 0 && char.IsAsciiLetterLower(name[0]) && !name.Contains('-') && !name.Contains('/'))
        {
            string className = string.Concat(char.ToUpperInvariant(name[0]).ToString(), name.AsSpan(1), "Command");
            foreach (Assembly assembly in sources)
            {
                if (TypeIndex.Find(assembly, className, typeof(BashCommand)) is { } type && !type.IsDefined(typeof(CommandNamesAttribute)))
                {
                    return Instance(type);
                }
            }
        }

        return attributed.Value.TryGetValue(name, out Type? other) ? Instance(other) : null;
    }

    /// <summary>The fused form of a name; null if no assembly has it.</summary>
    public StageFusion? FindFusion(string name) => fusions.GetOrAdd(name, static (key, catalog) =>
    {
        foreach (Assembly assembly in catalog.sources)
        {
            if (TypeIndex.Find(assembly, key + "Fusion", typeof(StageFusion)) is { } type)
            {
                return (StageFusion)Activator.CreateInstance(type)!;
            }
        }

        return null;
    }, this);

    private BashCommand Instance(Type type) => instances.GetOrAdd(type, static t => (BashCommand)Activator.CreateInstance(t)!);

    private Dictionary<string, Type> Scan()
    {
        var types = new Dictionary<string, Type>(StringComparer.Ordinal);
        foreach (Assembly assembly in sources)
        {
            foreach (Type type in assembly.GetTypes())
            {
                if (type.IsAbstract || !type.IsSubclassOf(typeof(BashCommand)))
                {
                    continue;
                }

                if (type.GetCustomAttribute<CommandNamesAttribute>() is { } names)
                {
                    foreach (string name in names.Names)
                    {
                        types.Add(name, type);
                    }
                }
                else if (type.Name.EndsWith("Command", StringComparison.Ordinal))
                {
                    string stem = type.Name[..^"Command".Length];
                    types.Add(char.ToLowerInvariant(stem[0]) + stem[1..], type);
                }
            }
        }

        return types;
    }
}
