using System.Text;

namespace BashTool.Help;

/// <summary>The little of markdown that the help uses.</summary>
internal static class Markdown
{
    public static string WithoutFrontMatter(string text)
    {
        if (!text.StartsWith("---\n", StringComparison.Ordinal))
        {
            return text;
        }

        int end = text.IndexOf("\n---\n", 4, StringComparison.Ordinal);
        return end < 0 ? text : text[(end + 5)..].TrimStart('\n');
    }

    /// <summary>The sections below headings of a level, in order.</summary>
    public static List<(string Title, string Body)> Sections(string text, int level)
    {
        string mark = new string('#', level) + " ";
        var sections = new List<(string, string)>();
        string? title = null;
        var body = new StringBuilder();
        bool inCode = false;
        foreach (string line in text.Split('\n'))
        {
            inCode ^= line.StartsWith("```", StringComparison.Ordinal);
            if (!inCode && line.StartsWith(mark, StringComparison.Ordinal))
            {
                Finish();
                title = line[mark.Length..].Trim();
            }
            else
            {
                body.Append(line).Append('\n');
            }
        }

        Finish();
        return sections;

        void Finish()
        {
            if (title is not null)
            {
                sections.Add((title, body.ToString().Trim('\n')));
            }

            body.Clear();
        }
    }

    /// <summary>Paragraphs, with what marks code and links taken away; a block of code is a paragraph with its line ends.</summary>
    public static List<string> Paragraphs(string text)
    {
        var paragraphs = new List<string>();
        var current = new StringBuilder();
        bool inCode = false;
        foreach (string line in text.Split('\n'))
        {
            if (line.StartsWith("```", StringComparison.Ordinal))
            {
                Finish();
                inCode = !inCode;
            }
            else if (inCode)
            {
                current.Append(current.Length > 0 ? "\n" : "").Append(line);
            }
            else if (line.Length == 0)
            {
                Finish();
            }
            else
            {
                bool isItem = line.StartsWith("- ", StringComparison.Ordinal);
                current.Append(current.Length == 0 ? "" : isItem ? "\n" : " ").Append(Plain(line));
            }
        }

        Finish();
        return paragraphs;

        void Finish()
        {
            if (current.Length > 0)
            {
                paragraphs.Add(current.ToString());
            }

            current.Clear();
        }
    }

    /// <summary>A line without backquotes, and with links as their text.</summary>
    public static string Plain(string line)
    {
        var text = new StringBuilder(line.Length);
        for (int i = 0; i < line.Length; i++)
        {
            if (line[i] == '`')
            {
                continue;
            }

            if (line[i] == '[' && line.IndexOf("](", i, StringComparison.Ordinal) is > 0 and int middle && line.IndexOf(')', middle) is > 0 and int end)
            {
                string title = line[(i + 1)..middle];
                string target = line[(middle + 2)..end];
                text.Append(target.StartsWith("http", StringComparison.Ordinal) ? $"{title} ({target})" : title);
                i = end;
                continue;
            }

            text.Append(line[i]);
        }

        return text.ToString();
    }
}
