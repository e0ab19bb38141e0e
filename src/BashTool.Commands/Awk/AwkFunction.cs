namespace BashTool.Commands.Awk;

/// <summary>A function of the program.</summary>
internal sealed class AwkFunction(string name)
{
    public string Name { get; } = name;

    public List<string> Parameters { get; } = [];

    public AwkStatement? Body { get; set; }

    /// <summary>Where it was called first, for when it is not defined.</summary>
    public int FirstCall { get; set; }
}
