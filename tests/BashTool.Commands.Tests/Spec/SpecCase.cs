using System.Globalization;

namespace BashTool.Commands.Tests.Spec;

/// <summary>One recorded case of a .spec file.</summary>
public sealed class SpecCase(string file, string name, int line, IReadOnlyDictionary<string, string> defaults)
{
    private readonly List<SpecSection> _sections = [];

    /// <summary>The file's path below tests/spec, with slashes.</summary>
    public string File => file;

    public string Name => name;

    public int Line => line;

    public IReadOnlyList<SpecSection> Sections => _sections;

    public byte[] Script { get; private set; } = [];

    /// <summary>`-c`, `stdin` or `file`.</summary>
    public string Runner => LineOf("runner") ?? "-c";

    public byte[]? Stdin => BlockOf("stdin");

    public bool AnyStderr => LineOf("stderr") == "any";

    public string? KnownFailure => LineOf("known-failure");

    /// <summary>The system it is for; null for all. In the file the reason may follow.</summary>
    public string? Only => LineOf("only")?.Split(' ')[0];

    public string? OnlyReason => LineOf("only") is { } text && text.IndexOf(' ', StringComparison.Ordinal) is > 0 and var blank ? text[(blank + 1)..] : null;

    public string? Needs => LineOf("needs");

    /// <summary>What bash did; null for a case that was never recorded.</summary>
    public SpecResult? Recorded { get; private set; }

    public IEnumerable<SpecSection> All(string key) => _sections.Where(s => s.Key == key);

    internal void Add(SpecSection section) => _sections.Add(section);

    internal void Complete()
    {
        var scripts = _sections.Where(s => s.Key == "script").ToArray();
        if (scripts.Length != 1)
        {
            throw new SpecException($"{file}:{line}: a case has exactly one script");
        }

        if (Runner is not ("-c" or "stdin" or "file"))
        {
            throw new SpecException($"{file}:{line}: unknown runner {Runner}");
        }

        Script = scripts[0].Content;
        if (!scripts[0].Words.Contains("escaped"))
        {
            Script = Script.AsSpan().TrimEnd((byte)'\n').ToArray();
        }

        if (LineOf("status") is { } status)
        {
            Recorded = new SpecResult(
                BlockOf("stdout") ?? [], BlockOf("stderr") ?? [], int.Parse(status, CultureInfo.InvariantCulture));
        }
    }

    private string? LineOf(string key)
    {
        foreach (var section in _sections)
        {
            if (section.Key == key && !section.IsBlock)
            {
                return section.Value;
            }
        }

        return defaults.GetValueOrDefault(key);
    }

    private byte[]? BlockOf(string key) => _sections.Find(s => s.Key == key && s.IsBlock)?.Content;
}
