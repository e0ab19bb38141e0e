namespace BashTool.PowerShell.Prompt;

/// <summary>The keyboard and screen of the console host.</summary>
internal sealed class ConsoleKeyboard : IKeyboard
{
    /// <summary>Whether somebody sits at it.</summary>
    public static bool IsThere => !Console.IsInputRedirected && !Console.IsOutputRedirected;

    public int Width => Math.Max(20, Console.WindowWidth);

    public ConsoleKeyInfo ReadKey() => Console.ReadKey(intercept: true);

    public void Write(string text) => Console.Write(text);
}
