using System.Globalization;
using BashTool.Core.Interpreter;

namespace BashTool.Core.Builtins;

/// <summary>Display process times.</summary>
public sealed class TimesBuiltin : Builtin
{
    public override string Synopsis => "";

    public override string Summary => "Display process times.";

    public override bool IsSpecial => true;

    public override int Run(BuiltinCall call)
    {
        if (!NoOptions(call, out _, out int status))
        {
            return status;
        }

        (TimeSpan user, TimeSpan system) = call.Shell.Session.System.ProcessorTime;
        call.Write($"{Format(user)} {Format(system)}\n{Format(TimeSpan.Zero)} {Format(TimeSpan.Zero)}\n");
        return 0;
    }

    private static string Format(TimeSpan time) => string.Create(CultureInfo.InvariantCulture,
        $"{(long)time.TotalMinutes}m{time.Seconds}.{time.Milliseconds:000}s");
}
