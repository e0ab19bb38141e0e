using System.Text;

namespace BashTool.Help;

/// <summary>An about topic: markdown in, the plain text that Get-Help shows out.</summary>
internal static class AboutPage
{
    public static string ToText(string markdown)
    {
        var text = new StringBuilder();
        string title = "";
        foreach (string line in Markdown.WithoutFrontMatter(markdown).Split('\n'))
        {
            if (line.StartsWith("# ", StringComparison.Ordinal))
            {
                title = line[2..];
                text.Append("TOPIC\n    ").Append(title).Append('\n');
            }
            else if (line.StartsWith("## ", StringComparison.Ordinal))
            {
                text.Append(line, 3, line.Length - 3).Append('\n');
            }
            else if (line.StartsWith("### ", StringComparison.Ordinal))
            {
                text.Append("    ").Append(line, 4, line.Length - 4).Append('\n').Append("    ").Append('-', line.Length - 4).Append('\n');
            }
            else
            {
                text.Append(line.Length == 0 ? "" : "    ").Append(Markdown.Plain(line)).Append('\n');
            }
        }

        return text.ToString().Trim('\n') + "\n";
    }
}
