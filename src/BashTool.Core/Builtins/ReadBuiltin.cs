using System.Globalization;
using BashTool.Core.Expansion;
using BashTool.Core.Files;
using BashTool.Core.Interpreter;
using BashTool.Core.Streams;
using BashTool.Core.Text;

namespace BashTool.Core.Builtins;

/// <summary><c>read</c>: a line of input into variables.</summary>
public sealed class ReadBuiltin : Builtin
{
    private const int TimeoutStatus = 142;

    public override string Synopsis =>
        "[-ers] [-a array] [-d delim] [-i text] [-n nchars] [-N nchars] [-p prompt] [-t timeout] [-u fd] [name ...]";

    public override string Summary => "Read a line from the standard input and split it into fields.";

    public override string Details => """
        The fields go into the NAMEs, the rest into the last one; without NAMEs the line goes into REPLY.

        Options:
          -a array	the fields into an array
          -d delim	read up to DELIM instead of the newline; empty: a NUL
          -e, -i text	edit the line (a terminal's business; accepted)
          -n nchars	no more than NCHARS characters
          -N nchars	exactly NCHARS characters, whatever they are
          -p prompt	print PROMPT first, if input comes from a terminal
          -r	backslashes are not special
          -s	do not show what is typed
          -t timeout	give up after TIMEOUT seconds; 0 tells whether there is input
          -u fd	read from descriptor FD
        """;

    public override int Run(BuiltinCall call)
    {
        bool raw = false;
        string? array = null;
        byte delimiter = (byte)'\n';
        int limit = -1;
        bool exact = false;
        string prompt = "";
        TimeSpan? timeout = null;
        int descriptor = 0;
        var options = new BuiltinOptions(call, "ersa:d:i:n:p:t:u:N:");
        while (options.Next(out char option))
        {
            string value = options.Value ?? "";
            switch (option)
            {
                case 'r':
                    raw = true;
                    break;
                case 'a':
                    array = value;
                    break;
                case 'd':
                    delimiter = value.Length == 0 ? (byte)0 : EscapedUtf8.Encode(value)[0];
                    break;
                case 'n' or 'N':
                    if (!int.TryParse(value, NumberStyles.None, CultureInfo.InvariantCulture, out limit))
                    {
                        return call.Fail($"{value}: invalid number");
                    }

                    exact = option == 'N';
                    break;
                case 'p':
                    prompt = value;
                    break;
                case 't':
                    if (!TryTimeout(value, out TimeSpan time))
                    {
                        return call.Fail($"{value}: invalid timeout specification");
                    }

                    timeout = time;
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
            }
        }

        if (!options.IsValid)
        {
            return Refuse(call, options);
        }

        int first = options.Index;
        if (timeout is null && call.State.Variables.Get("TMOUT") is { Length: > 0 } standard && TryTimeout(standard, out TimeSpan limitTime) && limitTime > TimeSpan.Zero)
        {
            timeout = limitTime;
        }

        if (Check(call, first, array) is { } problem)
        {
            return call.Fail(problem);
        }

        OpenFile? file = call.State.Descriptors[descriptor];
        if (file is null || !file.CanRead)
        {
            return call.Fail($"read error: {descriptor}: Bad file descriptor");
        }

        if (timeout == TimeSpan.Zero)
        {
            return file.IsReadable ? 0 : 1;
        }

        if (prompt.Length > 0 && file.IsTerminal)
        {
            call.Shell.WriteError(prompt);
        }

        TextBuffer text = TextBuffer.Rent();
        try
        {
            long started = timeout is null ? 0 : call.Shell.Session.Clock.GetTimestamp();
            ShellInterpreter shell = call.Shell;
            var source = new ReadSource(file, shell.Cancellation)
            {
                Delimiter = delimiter,
                Raw = raw,
                Limit = limit,
                IsUtf8 = limit < 0 || shell.State.Variables.IsUtf8,
                Exact = exact,
                Timeout = timeout,
                Elapsed = timeout is null ? null : () => shell.Session.Clock.GetElapsedTime(started),
            };
            ReadEnd end = source.Read(text);
            int status = end switch
            {
                ReadEnd.Complete => 0,
                ReadEnd.EndOfFile => 1,
                _ => TimeoutStatus,
            };
            int failure = Store(call, text.Written, source.Escaped, exact, first, array);
            return failure != 0 ? failure : status;
        }
        catch (FileSystemException e)
        {
            return call.Fail($"read error: {descriptor}: {e.Error.Describe()}");
        }
        finally
        {
            TextBuffer.Return(text);
        }
    }

    private static string? Check(BuiltinCall call, int first, string? array)
    {
        if (array is not null)
        {
            if (!ShellVariables.IsName(array))
            {
                return $"`{array}': not a valid identifier";
            }

            ShellVariable? variable = call.State.Variables.Resolve(array);
            if (variable?.Associative is not null)
            {
                return $"{array}: not an indexed array";
            }
        }

        for (int i = first; i < call.Count; i++)
        {
            if (!PrintfBuiltin.IsReference(call[i]))
            {
                return $"`{call[i]}': not a valid identifier";
            }
        }

        return null;
    }

    private static int Store(BuiltinCall call, ReadOnlySpan<char> text, List<int>? escaped, bool exact, int first, string? array)
    {
        ShellVariables variables = call.State.Variables;
        string separators = exact ? "" : variables.Find("IFS") is { } ifs ? ifs.Value ?? " \t\n" : " \t\n";
        if (array is not null)
        {
            return StoreArray(call, text, separators, escaped, array);
        }

        if (first == call.Count)
        {
            return call.TryAssign("REPLY", text.ToString()) ? 0 : 1;
        }

        var fields = new FieldReader(text, separators, escaped);
        fields.SkipBlanks();
        for (int i = first; i < call.Count; i++)
        {
            ReadOnlySpan<char> value = fields.IsAtEnd ? default : i + 1 < call.Count ? fields.Next() : fields.Rest();
            if (!call.TryAssign(call[i], value.ToString()))
            {
                return 1;
            }
        }

        return 0;
    }

    private static int StoreArray(BuiltinCall call, ReadOnlySpan<char> text, string separators, List<int>? escaped, string name)
    {
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

        var array = new IndexedArray();
        var fields = new FieldReader(text, separators, escaped);
        fields.SkipBlanks();
        if ((variable.Attributes & VariableAttributes.AffectsAssignment) == 0)
        {
            while (!fields.IsAtEnd)
            {
                array.Append(fields.Next().ToString());
            }

            variables.AssignArray(variable, array);
            return 0;
        }

        variables.AssignArray(variable, array);
        long index = 0;
        while (!fields.IsAtEnd)
        {
            variables.AssignElement(variable, index++, fields.Next().ToString());
        }

        return 0;
    }

    private static bool TryTimeout(string text, out TimeSpan time)
    {
        bool valid = double.TryParse(text, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out double seconds) && seconds <= 1e9;
        time = valid ? TimeSpan.FromSeconds(seconds) : default;
        return valid;
    }
}
