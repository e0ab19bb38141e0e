namespace BashTool.Core.Text;

/// <summary>Whose printf it is: formats, escapes and messages differ.</summary>
public enum PrintfDialect
{
    /// <summary>bash's builtin.</summary>
    Bash,

    /// <summary>GNU coreutils' /usr/bin/printf.</summary>
    Gnu,
}

/// <summary>What <see cref="PrintfFormat"/> needs of who calls it.</summary>
public interface IPrintfHost
{
    /// <summary>Prints a message; the status will be 1.</summary>
    void Error(string message);

    /// <summary>Prints a message; the status is not touched by it.</summary>
    void Warn(string message);

    /// <summary>A time by strftime(3), for <c>%(...)T</c>.</summary>
    string FormatTime(string format, long seconds);

    /// <summary>The seconds that <c>%(...)T</c> shows for -1.</summary>
    long Now { get; }

    /// <summary>When the shell started: what <c>%(...)T</c> shows for -2.</summary>
    long Started { get; }

    /// <summary><c>%n</c>: assigns how many characters were printed; false if the name is none.</summary>
    bool AssignCount(string name, long count);
}
