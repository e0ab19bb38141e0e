using System.Globalization;
using System.Text;

namespace BashTool.Core.Interpreter;

/// <summary>Measures a pipeline for <c>time</c> and words the result (Bash manual, 3.2.3 and TIMEFORMAT in 5.2).</summary>
internal sealed class PipelineTimer(ShellSession session)
{
    private const string DefaultFormat = "\nreal\t%3lR\nuser\t%3lU\nsys\t%3lS";
    private const string PosixFormat = "real %2R\nuser %2U\nsys %2S";

    private readonly long start = session.Clock.GetTimestamp();
    private readonly (TimeSpan User, TimeSpan System) used = session.System.ProcessorTime;

    public string Report(bool posix, string? format)
    {
        format = posix ? PosixFormat : format ?? DefaultFormat;
        if (format.Length == 0)
        {
            return "";
        }

        TimeSpan real = session.Clock.GetElapsedTime(start);
        (TimeSpan User, TimeSpan System) now = session.System.ProcessorTime;
        TimeSpan user = now.User - used.User;
        TimeSpan system = now.System - used.System;
        var text = new StringBuilder();
        for (int i = 0; i < format.Length; i++)
        {
            if (format[i] != '%' || i + 1 == format.Length)
            {
                text.Append(format[i]);
                continue;
            }

            i++;
            int precision = 3;
            if (char.IsAsciiDigit(format[i]))
            {
                precision = Math.Min(3, format[i++] - '0');
            }

            bool minutes = i < format.Length && format[i] == 'l';
            if (minutes)
            {
                i++;
            }

            switch (i < format.Length ? format[i] : '\0')
            {
                case '%':
                    text.Append('%');
                    break;
                case 'R':
                    Append(text, real, precision, minutes);
                    break;
                case 'U':
                    Append(text, user, precision, minutes);
                    break;
                case 'S':
                    Append(text, system, precision, minutes);
                    break;
                case 'P':
                    double share = real > TimeSpan.Zero ? (user + system) / real * 100 : 0;
                    text.Append(share.ToString("F2", CultureInfo.InvariantCulture));
                    break;
                default:
                    return $"bash: TIMEFORMAT: `{(i < format.Length ? format[i] : '%')}': invalid format character\n";
            }
        }

        return text.Append('\n').ToString();
    }

    private static void Append(StringBuilder text, TimeSpan time, int precision, bool minutes)
    {
        if (minutes)
        {
            text.Append(CultureInfo.InvariantCulture, $"{(long)time.TotalMinutes}m");
            time = TimeSpan.FromTicks(time.Ticks % TimeSpan.TicksPerMinute);
        }

        text.Append(((long)time.TotalSeconds).ToString(CultureInfo.InvariantCulture));
        if (precision > 0)
        {
            string digits = (time.Ticks % TimeSpan.TicksPerSecond / TimeSpan.TicksPerMillisecond).ToString("D3", CultureInfo.InvariantCulture);
            text.Append('.').Append(digits, 0, precision);
        }

        if (minutes)
        {
            text.Append('s');
        }
    }
}
