namespace BashTool.Core.Interpreter;

/// <summary>Signal names and numbers, Linux's, and the shell's own EXIT, ERR, DEBUG and RETURN.</summary>
public static class Signals
{
    public const int Exit = 0;
    public const int Hangup = 1;
    public const int Interrupt = 2;
    public const int Quit = 3;
    public const int Kill = 9;
    public const int Pipe = 13;
    public const int Alarm = 14;
    public const int Terminate = 15;
    public const int Child = 17;
    public const int Continue = 18;
    public const int Stop = 19;
    public const int Count = 65;
    public const int Debug = 65;
    public const int Error = 66;
    public const int Return = 67;
    public const int TrapCount = 68;

    private static readonly string?[] Names =
    [
        "EXIT", "HUP", "INT", "QUIT", "ILL", "TRAP", "ABRT", "BUS", "FPE", "KILL", "USR1", "SEGV", "USR2", "PIPE", "ALRM", "TERM",
        "STKFLT", "CHLD", "CONT", "STOP", "TSTP", "TTIN", "TTOU", "URG", "XCPU", "XFSZ", "VTALRM", "PROF", "WINCH", "IO", "PWR", "SYS",
        null, null, "RTMIN", "RTMIN+1", "RTMIN+2", "RTMIN+3", "RTMIN+4", "RTMIN+5", "RTMIN+6", "RTMIN+7", "RTMIN+8", "RTMIN+9",
        "RTMIN+10", "RTMIN+11", "RTMIN+12", "RTMIN+13", "RTMIN+14", "RTMIN+15", "RTMAX-14", "RTMAX-13", "RTMAX-12", "RTMAX-11",
        "RTMAX-10", "RTMAX-9", "RTMAX-8", "RTMAX-7", "RTMAX-6", "RTMAX-5", "RTMAX-4", "RTMAX-3", "RTMAX-2", "RTMAX-1", "RTMAX",
        "DEBUG", "ERR", "RETURN",
    ];

    private static readonly string?[] Descriptions =
    [
        null, "Hangup", "Interrupt", "Quit", "Illegal instruction", "Trace/breakpoint trap", "Aborted", "Bus error", "Floating point exception",
        "Killed", "User defined signal 1", "Segmentation fault", "User defined signal 2", "Broken pipe", "Alarm clock", "Terminated",
        "Stack fault", "Child exited", "Continued", "Stopped (signal)", "Stopped", "Stopped (tty input)", "Stopped (tty output)",
    ];

    /// <summary>The name without SIG; null where there is no such signal.</summary>
    public static string? Name(int number) => (uint)number < (uint)Names.Length ? Names[number] : null;

    /// <summary>What a shell prints when a signal ended a job: <c>Terminated</c>.</summary>
    public static string Description(int number) =>
        (uint)number < (uint)Descriptions.Length && Descriptions[number] is { } text ? text : "Signal " + number;

    /// <summary>The number of a signal by name (with or without SIG, any case) or number; -1 if there is none.</summary>
    public static int Parse(string text)
    {
        if (int.TryParse(text, System.Globalization.NumberStyles.None, null, out int number))
        {
            return number < Count && Names[number] is not null ? number : -1;
        }

        ReadOnlySpan<char> bare = text.StartsWith("SIG", StringComparison.OrdinalIgnoreCase) ? text.AsSpan(3) : text;
        for (int i = 0; i < Names.Length; i++)
        {
            if (Names[i] is { } name && bare.Equals(name, StringComparison.OrdinalIgnoreCase))
            {
                return i;
            }
        }

        return bare.Equals("CLD", StringComparison.OrdinalIgnoreCase) ? Child : -1;
    }
}
