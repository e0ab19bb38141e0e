using System.Text;

namespace BashTool.Core.CommandModel;

/// <summary>Makes <c>--help</c> and <c>--version</c> from a command's spec.</summary>
public static class HelpText
{
    private const int DescriptionColumn = 29;

    /// <summary>The help of a command that was called as <paramref name="name"/>.</summary>
    public static string Render(CommandSpec spec, string name)
    {
        spec.EnsureStandardOptions();
        var text = new StringBuilder();
        for (int i = 0; i < spec.Usage.Length; i++)
        {
            text.Append(i == 0 ? "Usage: " : "  or:  ").Append(name);
            text.Append(spec.Usage[i].Length > 0 ? " " : "").Append(spec.Usage[i]).Append('\n');
        }

        text.Append(spec.Summary).Append(spec.Summary.EndsWith('.') ? "\n\n" : ".\n\n");
        foreach (Option option in spec.Options)
        {
            if (!option.Hidden)
            {
                AppendOption(text, option);
            }
        }

        if (spec.Notes is not null)
        {
            text.Append('\n').Append(spec.Notes).Append('\n');
        }

        if (spec.Examples.Count > 0)
        {
            text.Append("\nExamples:\n");
            foreach (CommandExample example in spec.Examples)
            {
                text.Append("  ").Append(example.Command.PadRight(DescriptionColumn - 2)).Append("  ").Append(example.Explanation).Append('\n');
            }
        }

        foreach (string limitation in spec.Limitations)
        {
            text.Append("\nLimitation: ").Append(limitation).Append('\n');
        }

        return text.ToString();
    }

    /// <summary>The first line is the real tool's: scripts ask it whether they have the GNU one.</summary>
    public static string Version(CommandSpec spec, string name)
    {
        bool isWhole = char.IsAsciiLetter(spec.Imitates[0]) && !spec.Imitates.StartsWith("from ", StringComparison.Ordinal);
        return $"{(isWhole ? "" : name + " ")}{spec.Imitates}\nThis is BashTool's own implementation of it.\n";
    }

    private static void AppendOption(StringBuilder text, Option option)
    {
        int start = text.Length;
        text.Append("  ");
        bool first = true;
        foreach (char letter in option.Letters)
        {
            text.Append(first ? "" : ", ").Append('-').Append(letter);
            first = false;
            if (option.LongNames.Count == 0 && option.ValueName is not null)
            {
                text.Append(option.Value == OptionValue.Optional ? $"[{option.ValueName}]" : " " + option.ValueName);
            }
        }

        if (first)
        {
            text.Append("    ");
        }

        foreach (string longName in option.LongNames)
        {
            text.Append(first ? "" : ", ").Append("--").Append(longName);
            first = false;
            if (option.ValueName is not null)
            {
                text.Append(option.Value == OptionValue.Optional ? $"[={option.ValueName}]" : "=" + option.ValueName);
            }
        }

        int width = text.Length - start;
        if (width > DescriptionColumn - 2)
        {
            text.Append('\n').Append(' ', DescriptionColumn);
        }
        else
        {
            text.Append(' ', DescriptionColumn - width);
        }

        text.Append(option.Description.Replace("\n", "\n" + new string(' ', DescriptionColumn), StringComparison.Ordinal));
        if (option.Unsupported is not null)
        {
            text.Append(" (not supported: ").Append(option.Unsupported).Append(')');
        }

        text.Append('\n');
    }
}
