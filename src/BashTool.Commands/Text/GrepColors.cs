namespace BashTool.Commands.Text;

/// <summary>The colours of grep's output, with <c>GREP_COLORS</c>.</summary>
internal sealed class GrepColors(bool inverts)
{
    private bool erases = true;

    public string SelectedMatch { get; private set; } = "01;31";

    public string ContextMatch { get; private set; } = "01;31";

    public string SelectedLine { get; private set; } = "";

    public string ContextLine { get; private set; } = "";

    public string Name { get; private set; } = "35";

    public string Number { get; private set; } = "32";

    public string Offset { get; private set; } = "32";

    public string Separator { get; private set; } = "36";

    /// <summary><c>rv</c> and <c>-v</c>: selected and context lines change their colours.</summary>
    public bool Swaps { get; private set; }

    public void Read(string definitions)
    {
        foreach (string definition in definitions.Split(':'))
        {
            int equals = definition.IndexOf('=', StringComparison.Ordinal);
            string name = equals < 0 ? definition : definition[..equals];
            string value = equals < 0 ? "" : definition[(equals + 1)..];
            if (value.AsSpan().IndexOfAnyExcept("0123456789;") >= 0)
            {
                return;
            }

            if (name == "ne")
            {
                erases = false;
            }
            else if (name == "rv")
            {
                Swaps = inverts;
            }
            else if (equals >= 0)
            {
                Set(name, value);
            }
        }
    }

    public void Set(string name, string value)
    {
        switch (name)
        {
            case "mt":
                SelectedMatch = ContextMatch = value;
                break;
            case "ms":
                SelectedMatch = value;
                break;
            case "mc":
                ContextMatch = value;
                break;
            case "sl":
                SelectedLine = value;
                break;
            case "cx":
                ContextLine = value;
                break;
            case "fn":
                Name = value;
                break;
            case "ln":
                Number = value;
                break;
            case "bn":
                Offset = value;
                break;
            case "se":
                Separator = value;
                break;
        }
    }

    public void Start(ByteWriter output, string color)
    {
        if (color.Length > 0)
        {
            output.Write($"\e[{color}m{(erases ? "\e[K" : "")}");
        }
    }

    public void End(ByteWriter output, string color)
    {
        if (color.Length > 0)
        {
            output.Write(erases ? "\e[m\e[K" : "\e[m");
        }
    }
}
