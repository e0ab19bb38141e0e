using System.Globalization;
using BashTool.Core.Expansion;
using BashTool.Core.Files;
using BashTool.Core.Interpreter;
using BashTool.Core.Streams;
using BashTool.Core.Text;

namespace BashTool.Core.Builtins;

/// <summary><c>mapfile</c> and <c>readarray</c>: lines of input into an array.</summary>
public sealed class MapfileBuiltin : Builtin
{
    public override string Synopsis => "[-d delim] [-n count] [-O origin] [-s count] [-t] [-u fd] [-C callback] [-c quantum] [array]";

    public override string Summary => "Read lines from the standard input into an indexed array variable.";

    public override string Details => """
        ARRAY is MAPFILE if it is not given.

        Options:
          -d delim	lines end with DELIM instead of the newline; empty: a NUL
          -n count	no more than COUNT lines; 0: all
          -O origin	the first line goes to index ORIGIN, and the array is not cleared
          -s count	skip the first COUNT lines
          -t	without the delimiters
          -u fd	read from descriptor FD
          -C callback	evaluate CALLBACK with the index and the line, each QUANTUM lines
          -c quantum	5000 if it is not given
        """;

    public override bool CarriesAssignments => true;

    public override int Run(BuiltinCall call)
    {
        byte delimiter = (byte)'\n';
        long count = 0;
        long origin = 0;
        bool clear = true;
        long skip = 0;
        bool strip = false;
        int descriptor = 0;
        string? callback = null;
        long quantum = 5000;
        var options = new BuiltinOptions(call, "d:u:n:O:tC:c:s:");
        while (options.Next(out char option))
        {
            string value = options.Value ?? "";
            bool valid = true;
            switch (option)
            {
                case 'd':
                    delimiter = value.Length == 0 ? (byte)0 : EscapedUtf8.Encode(value)[0];
                    break;
                case 't':
                    strip = true;
                    break;
                case 'C':
                    callback = value;
                    break;
                case 'u':
                    if (!int.TryParse(value, NumberStyles.None, CultureInfo.InvariantCulture, out descriptor))
                    {
                        return call.Fail($"{value}: invalid file descriptor specification");
                    }

                    if (call.State.Descriptors[descriptor] is null)
                    {
                        return call.Fail($"{value}: invalid file descriptor: Bad file descriptor");
                    }

                    break;
                case 'n':
                    valid = TryNumber(value, out count);
                    if (!valid)
                    {
                        return call.Fail($"{value}: invalid line count");
                    }

                    break;
                case 's':
                    valid = TryNumber(value, out skip);
                    if (!valid)
                    {
                        return call.Fail($"{value}: invalid line count");
                    }

                    break;
                case 'O':
                    if (!TryNumber(value, out origin))
                    {
                        return call.Fail($"{value}: invalid array origin");
                    }

                    clear = false;
                    break;
                default:
                    if (!TryNumber(value, out quantum) || quantum == 0)
                    {
                        return call.Fail($"{value}: invalid callback quantum");
                    }

                    break;
            }
        }

        if (!options.IsValid)
        {
            return Refuse(call, options);
        }

        string name = options.Index < call.Count ? call[options.Index] : "MAPFILE";
        if (name.Length == 0)
        {
            return call.Fail("empty array variable name", 2);
        }

        if (!ShellVariables.IsName(name))
        {
            return call.Fail($"`{name}': not a valid identifier");
        }

        OpenFile? file = call.State.Descriptors[descriptor];
        if (file is null || !file.CanRead)
        {
            return call.Fail($"{descriptor}: invalid file descriptor: Bad file descriptor");
        }

        ShellVariables variables = call.State.Variables;
        if (variables.TryFollow(name, out string target, out _))
        {
            name = target;
        }

        ShellVariable variable = variables.GetOrCreate(name);
        if (variable.IsReadOnly)
        {
            call.Shell.ReportError($"{name}: readonly variable");
            return 1;
        }

        if (variable.Associative is not null)
        {
            return call.Fail($"{name}: not an indexed array");
        }

        if (clear)
        {
            variables.AssignArray(variable, new IndexedArray());
        }

        bool plain = (variable.Attributes & VariableAttributes.AffectsAssignment) == 0 && callback is null;
        if (file.Handle is { } handle && handle.GetMetadata().IsDirectory)
        {
            // Bash takes the failing read for the end.
            return 0;
        }

        var lines = new LineReader(file, call.Shell.Cancellation, delimiter);
        for (long i = 0; i < skip; i++)
        {
            if (!lines.TryRead(out _))
            {
                break;
            }
        }

        IndexedArray? array = plain ? variable.WritableIndexed() : null;
        for (long i = 0; (count == 0 || i < count) && lines.TryRead(out ReadOnlySpan<byte> line); i++)
        {
            string text = Decode(line, delimiter);
            if (!strip && lines.HadDelimiter && delimiter != 0)
            {
                text += delimiter < 0x80 ? (char)delimiter : EscapedUtf8.Escape(delimiter);
            }

            lines.Commit();
            if (array is not null)
            {
                array.Set(origin + i, text);
                continue;
            }

            if (callback is not null && (i + 1) % quantum == 0)
            {
                call.Shell.RunText(
                    $"{callback} {ShellVariable.Format(origin + i)} {ShellQuoting.SingleQuote(text)}", null, call.State.Line);
                if (call.Shell.Unwinding != Interpreter.Unwind.None)
                {
                    return call.State.LastStatus;
                }

                variable = variables.GetOrCreate(name);
            }

            variables.AssignElement(variable, origin + i, text);
        }

        lines.Commit();
        return 0;
    }

    private static bool TryNumber(string text, out long number) =>
        long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out number);

    // A NUL ends a shell string.
    private static string Decode(ReadOnlySpan<byte> line, byte delimiter)
    {
        int nul = delimiter == 0 ? -1 : line.IndexOf((byte)0);
        return EscapedUtf8.Decode(nul < 0 ? line : line[..nul]);
    }
}
