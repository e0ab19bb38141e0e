namespace BashTool.Commands.System;

/// <summary>Signals by name and number, as Linux has them.</summary>
internal static class SignalNames
{
    public const int Kill = 9;
    public const int Terminate = 15;

    private static readonly string[] Names =
    [
        "EXIT", "HUP", "INT", "QUIT", "ILL", "TRAP", "ABRT", "BUS", "FPE", "KILL", "USR1", "SEGV", "USR2", "PIPE", "ALRM", "TERM",
        "STKFLT", "CHLD", "CONT", "STOP", "TSTP", "TTIN", "TTOU", "URG", "XCPU", "XFSZ", "VTALRM", "PROF", "WINCH", "POLL", "PWR", "SYS",
    ];

    /// <summary>The name without SIG, or the number.</summary>
    public static string Name(int signal) => (uint)signal < (uint)Names.Length ? Names[signal] : signal.ToString();

    /// <summary>The number of <c>TERM</c>, <c>SIGTERM</c>, <c>term</c> or <c>15</c>; negative where it is none.</summary>
    public static int Parse(string text)
    {
        if (int.TryParse(text, global::System.Globalization.NumberStyles.None, null, out int number))
        {
            return number <= 64 ? number : number is > 128 and <= 192 ? number - 128 : -1;
        }

        string name = text.ToUpperInvariant();
        name = name.StartsWith("SIG", StringComparison.Ordinal) ? name[3..] : name;
        return name switch
        {
            "IOT" => 6,
            "CLD" => 17,
            "IO" => 29,
            "RTMIN" => 34,
            "RTMAX" => 64,
            _ => Array.IndexOf(Names, name),
        };
    }
}
