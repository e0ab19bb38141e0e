using System.Text;

namespace BashTool.Fuzzing;

/// <summary>A difference that was found, shrunk.</summary>
public sealed record Find(Round Round, DifferenceKind Kind, Outcome Ours, Outcome Real, int Seed, int Number)
{
    /// <summary>As a case for tests/spec that only needs recording, with what was seen as comments in front.</summary>
    public string Describe()
    {
        var text = new StringBuilder();
        text.Append($"# {Kind}: --command {Round.Command} --seed {Seed} --first {Number} --rounds 1\n");
        text.Append(Side("ours", Ours)).Append(Side("real", Real));
        text.Append($"=== Found: {Round.Command} {Seed}-{Number}\n");
        foreach ((string name, byte[] content) in Round.Files)
        {
            text.Append(Block($"file {name}", content));
        }

        if (Round.Input.Length > 0)
        {
            text.Append(Block("stdin", Round.Input));
        }

        return text.Append($"--- script\n{Round.CommandLine}\n\n").ToString();
    }

    private static string Block(string head, byte[] content)
    {
        if (content.Length == 0)
        {
            return $"--- {head}\n";
        }

        string body = ShellWords.Escape(content);
        if (body.StartsWith("--- ", StringComparison.Ordinal) || body.StartsWith("=== ", StringComparison.Ordinal))
        {
            body = $"\\x{(int)body[0]:x2}" + body[1..];
        }

        body = body.Replace("\n--- ", "\n\\x2d-- ").Replace("\n=== ", "\n\\x3d== ");
        return $"--- {head} escaped\n{body}{(content[^1] == '\n' ? "" : "\\\n")}";
    }

    private static string Side(string name, Outcome outcome)
    {
        string text = $"# {name}: status {outcome.Status}, stdout [{Cut(outcome.Output)}], stderr [{Cut(outcome.Error)}]";
        foreach ((string file, byte[] content) in outcome.Tree.Take(8))
        {
            text += $" {file} [{Cut(content)}]";
        }

        return text + (outcome.Trouble is null ? "" : " " + outcome.Trouble.Replace("\n", "\n# ")) + "\n";
    }

    private static string Cut(byte[] bytes)
    {
        string text = ShellWords.Escape(bytes).Replace("\n", "\\n");
        return text.Length > 400 ? text[..400] + "..." : text;
    }
}
