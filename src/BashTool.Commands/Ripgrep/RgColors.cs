using System.Globalization;

namespace BashTool.Commands.Ripgrep;

/// <summary>The colours of rg's output.</summary>
internal sealed class RgColors
{
    private static readonly string[] Names = ["black", "red", "green", "yellow", "blue", "magenta", "cyan", "white"];

    private readonly Style path = new() { Foreground = "magenta" };
    private readonly Style line = new() { Foreground = "green" };
    private readonly Style column = new();
    private readonly Style match = new() { Foreground = "red", Bold = true };

    public string Path => path.Escape();

    public string Line => line.Escape();

    public string Column => column.Escape();

    /// <summary>Empty where matches are not told apart.</summary>
    public string Match => match.IsNone ? "" : match.Escape();

    public void Set(string specification)
    {
        string[] parts = specification.Split(':');
        Style style = parts[0].ToLowerInvariant() switch
        {
            "path" => path,
            "line" => line,
            "column" => column,
            "match" => match,
            _ when parts.Length < 2 => throw Invalid(specification),
            _ => throw new CommandException($"unrecognized output type '{parts[0]}'. Choose from: path, line, column, match.", RgCommand.Trouble),
        };
        if (parts.Length == 2 && parts[1].Equals("none", StringComparison.OrdinalIgnoreCase))
        {
            style.Clear();
            return;
        }

        if (parts.Length != 3)
        {
            throw Invalid(specification);
        }

        switch (parts[1].ToLowerInvariant())
        {
            case "fg":
                style.Foreground = CheckColor(parts[2]);
                break;
            case "bg":
                style.Background = CheckColor(parts[2]);
                break;
            case "style":
                style.SetStyle(parts[2]);
                break;
            default:
                throw new CommandException($"unrecognized spec type '{parts[1]}'. Choose from: fg, bg, style, none.", RgCommand.Trouble);
        }
    }

    private static CommandException Invalid(string specification) =>
        new($"invalid color spec format: '{specification}'. Valid format is '(path|line|column|match):(fg|bg|style):(value)'.", RgCommand.Trouble);

    private static string CheckColor(string color) =>
        Code(color, 30) is not null
            ? color
            : throw new CommandException($"unrecognized color name '{color}'. Choose from: black, blue, green, red, cyan, magenta, yellow, white", RgCommand.Trouble);

    private static string? Code(string color, int first, bool intense = false)
    {
        int named = Array.IndexOf(Names, color.ToLowerInvariant());
        if (named >= 0)
        {
            return intense ? string.Create(CultureInfo.InvariantCulture, $"{first + 8};5;{named + 8}") : (first + named).ToString(CultureInfo.InvariantCulture);
        }

        string[] parts = color.Split(',');
        var numbers = new List<int>();
        foreach (string part in parts)
        {
            bool hex = part.StartsWith("0x", StringComparison.OrdinalIgnoreCase);
            if (!int.TryParse(hex ? part.AsSpan(2) : part, hex ? NumberStyles.AllowHexSpecifier : NumberStyles.None, CultureInfo.InvariantCulture, out int number) || number > 255)
            {
                return null;
            }

            numbers.Add(number);
        }

        return numbers.Count == 1 ? string.Create(CultureInfo.InvariantCulture, $"{first + 8};5;{numbers[0]}")
            : numbers.Count == 3 ? string.Create(CultureInfo.InvariantCulture, $"{first + 8};2;{numbers[0]};{numbers[1]};{numbers[2]}")
            : null;
    }

    private sealed class Style
    {
        private bool intense;
        private bool underline;
        private string? made;

        public string? Foreground { get; set; }

        public string? Background { get; set; }

        public bool Bold { get; set; }

        public bool IsNone => Foreground is null && Background is null && !Bold && !underline;

        public void Clear()
        {
            Foreground = Background = null;
            Bold = intense = underline = false;
        }

        public void SetStyle(string name)
        {
            switch (name.ToLowerInvariant())
            {
                case "bold":
                    Bold = true;
                    break;
                case "nobold":
                    Bold = false;
                    break;
                case "intense":
                    intense = true;
                    break;
                case "nointense":
                    intense = false;
                    break;
                case "underline":
                    underline = true;
                    break;
                case "nounderline":
                    underline = false;
                    break;
                default:
                    throw new CommandException($"unrecognized style attribute '{name}'. Choose from: nobold, bold, nointense, intense, nounderline, underline.", RgCommand.Trouble);
            }
        }

        public string Escape() => made ??= "\e[0m" + (Bold ? "\e[1m" : "") + (underline ? "\e[4m" : "")
            + (Foreground is null ? "" : $"\e[{Code(Foreground, 30, intense)}m")
            + (Background is null ? "" : $"\e[{Code(Background, 40, intense)}m");
    }
}
