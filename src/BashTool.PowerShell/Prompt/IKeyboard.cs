namespace BashTool.PowerShell.Prompt;

/// <summary>Where keys come from and what is typed is shown.</summary>
internal interface IKeyboard
{
    ConsoleKeyInfo ReadKey();

    void Write(string text);

    /// <summary>How many columns a line has.</summary>
    int Width { get; }
}
