using System.Buffers;
using System.Globalization;
using System.Management.Automation;
using BashTool.Core.Streams;
using BashTool.Core.Text;
using BashTool.PowerShell.Pump;

namespace BashTool.PowerShell.Stages;

/// <summary>
/// A command of PowerShell as a stage of a bash pipeline. The engine's thread reads and writes, and so is the only one that waits for
/// other stages; the caller's thread runs the command, a batch of input at a time, and takes over other stages' work while what the
/// command gave has not been written.
/// </summary>
internal sealed class PowerShellStage(MessagePump pump, Action pass, CommandInvocationIntrinsics commands, PSVariableIntrinsics variables, bool isConstrained, string name, object command, CancellationToken cancellation)
{
    private const int Most = 64 * 1024;
    private const int BatchLines = 256;

    private static readonly ScriptBlock Silenced = ScriptBlock.Create(". { & $global:BashToolStageStart -Action $global:BashToolStageAction } 2>$null");

    private readonly object gate = new();
    private ArrayBufferWriter<byte> output = new();
    private ArrayBufferWriter<byte> spareOutput = new();
    private ArrayBufferWriter<byte> errors = new();
    private ArrayBufferWriter<byte> spareErrors = new();
    private List<(int Offset, object Value)> objects = [];
    private List<(int Offset, object Value)> spareObjects = [];
    private bool refused;
    private readonly List<object> held = [];
    private SteppablePipeline? pipeline;
    private ScriptBlock? whole;
    private readonly List<object> formatted = [];
    private ObjectFormatter? formatter;
    private bool failed;
    private bool silent;
    private bool carries;
    private bool ready;
    private bool ended;
    private int? exitStatus;

    /// <summary>Runs the command on what a stream has; called on a thread of the engine.</summary>
    /// <returns>The exit status.</returns>
    public int Run(IReadOnlyList<string> arguments, int first, bool hasInput, OpenFile input, OpenFile target, OpenFile errorTarget)
    {
        bool carriesObjects = target.Objects is not null;
        bool takesInput = hasInput && input.CanRead && !input.Peek(cancellation).IsEmpty;
        string script = StageCommandLine.Render(name, arguments, first);
        silent = script.Contains("-ErrorAction 'SilentlyContinue'", StringComparison.OrdinalIgnoreCase)
            || script.Contains("-ErrorAction 'Ignore'", StringComparison.OrdinalIgnoreCase);
        try
        {
            if (Do(() => Begin(script, takesInput, carriesObjects), target, errorTarget))
            {
                bool goesOn = takesInput ? Feed(input, target, errorTarget) : (isConstrained || Do(() => pipeline!.Process(), target, errorTarget));
                _ = goesOn && Do(End, target, errorTarget);
            }
        }
        finally
        {
            Discard();
        }

        const int brokenPipe = 141;
        return refused ? brokenPipe : exitStatus ?? (failed ? 1 : 0);
    }

    /// <summary>What the command gives, on the caller's thread.</summary>
    public void Take(object? value)
    {
        if (Volatile.Read(ref refused) || pump.IsStopped)
        {
            throw new StageRefusedException();
        }

        object? plain = value is PSObject wrapped ? wrapped.BaseObject : value;
        switch (plain)
        {
            case null:
                return;
            case ErrorRecord error:
                failed = true;
                Append(isError: true, $"{name}: {error.Exception.Message}", null);
                break;
            case string text:
                FlushFormatter();
                Append(isError: false, text, null);
                break;
            case IFormattable number when number.GetType().IsPrimitive || number is decimal:
                FlushFormatter();
                Append(isError: false, number.ToString(null, CultureInfo.InvariantCulture), carries ? new StageObject(value) : null);
                break;
            default:
                Format(value!);
                break;
        }

        if (output.WrittenCount + errors.WrittenCount < Most)
        {
            return;
        }

        if (!pump.WaitFor(() => output.WrittenCount + errors.WrittenCount < Most || refused, pass) || refused)
        {
            throw new StageRefusedException();
        }
    }

    private void Begin(string script, bool takesInput, bool carriesObjects)
    {
        carries = carriesObjects;
        if (isConstrained)
        {
            // In constrained language a pipeline cannot be fed step by step: it runs as a whole when its input is there.
            whole = ScriptBlock.Create(takesInput ? "$input | " + script : script);
            return;
        }

        Within(() =>
        {
            // Begun inside a command whose errors go nowhere, the pipeline sends its own there; they are read from where all are kept.
            commands.InvokeScript(useLocalScope: false, Silenced, null);
        }, () =>
        {
            pipeline = ScriptBlock.Create(script).GetSteppablePipeline(CommandOrigin.Internal);
            pipeline.Begin(takesInput);
        });
        if (pipeline is null)
        {
            throw new InvalidOperationException("cannot be run as a stage");
        }
    }

    private void Within(Action body, Action begin)
    {
        object[] values = [command, WriteBashStageCmdlet.Info, this, StartBashStageCmdlet.Info, begin];
        for (int i = 0; i < values.Length; i++)
        {
            variables.Set("global:" + StageCommandLine.Variables[i], values[i]);
        }

        try
        {
            body();
        }
        finally
        {
            foreach (string variable in StageCommandLine.Variables)
            {
                variables.Remove("global:" + variable);
            }
        }
    }

    private void End()
    {
        if (whole is not null)
        {
            Within(() => commands.InvokeScript(useLocalScope: false, whole, held), static () => { });
        }

        pipeline?.End();
        FlushFormatter();
    }

    private bool Feed(OpenFile input, OpenFile target, OpenFile errorTarget)
    {
        var lines = new LineReader(input, cancellation);
        var batch = new List<object>(BatchLines);
        bool more = true;
        while (more)
        {
            batch.Clear();
            do
            {
                more = lines.TryRead(out ReadOnlySpan<byte> line);
                if (more)
                {
                    if (lines.CurrentObject is not StageObject carried)
                    {
                        batch.Add(EscapedUtf8.Decode(line));
                    }
                    else if (carried.Value is not null)
                    {
                        batch.Add(carried.Value);
                    }

                    lines.Commit();
                }
            }
            while (more && batch.Count < BatchLines && input.Buffered.Contains((byte)'\n'));

            if (batch.Count > 0 && !Do(() => Process(batch), target, errorTarget))
            {
                return false;
            }
        }

        return true;
    }

    private void Process(List<object> batch)
    {
        if (whole is not null)
        {
            held.AddRange(batch);
            return;
        }

        foreach (object item in batch)
        {
            pipeline!.Process(item);
        }
    }

    // Has a step done on the caller's thread and writes what comes of it meanwhile. False where the command has ended by it.
    private bool Do(Action step, OpenFile target, OpenFile errorTarget)
    {
        using var work = new CallerWork(() => Guard(step)) { Ended = Wake };
        pump.Give(work);
        while (true)
        {
            bool done;
            lock (gate)
            {
                while (!work.IsDone && !ready)
                {
                    Monitor.Wait(gate);
                }

                done = work.IsDone;
                ready = false;
            }

            Write(target, errorTarget);
            if (done)
            {
                work.Check();
                return !ended;
            }
        }
    }


    private void Wake()
    {
        lock (gate)
        {
            ready = true;
            Monitor.PulseAll(gate);
        }
    }

    private void Guard(Action step)
    {
        object? newest = Errors is { Count: > 0 } before ? before[0] : null;
        try
        {
            step();
            ReportErrors(newest);
        }
        catch (PipelineStoppedException)
        {
            throw;
        }
        catch (Exception e)
        {
            ended = true;
            if (Innermost<StageRefusedException>(e))
            {
                return;
            }

            // exit N in a script block or function ends the stage, not the caller's script.
            if (e.GetType().Name == "ExitException")
            {
                object? argument = e.GetType().GetProperty("Argument")?.GetValue(e);
                exitStatus = LanguagePrimitives.TryConvertTo(argument, CultureInfo.InvariantCulture, out int status) ? status & 0xFF : 0;
                FlushFormatter();
                return;
            }

            failed = true;
            FlushFormatter();
            if (ReportErrors(newest))
            {
                return;
            }

            string message = e is RuntimeException { ErrorRecord.Exception: { } cause } ? cause.Message : e.Message;
            Append(isError: true, $"{name}: {message}", null);
        }
    }

    // A stage inside a cmdlet writes its error records to where nobody shows them; they belong on the stage's standard error. They are
    // found where PowerShell keeps them all.
    private global::System.Collections.IList? Errors => variables.GetValue("global:Error") as global::System.Collections.IList;

    private bool ReportErrors(object? newest)
    {
        if (Errors is not { } errors)
        {
            return false;
        }

        int count = 0;
        while (count < errors.Count && errors[count] != newest)
        {
            count++;
        }

        for (int i = count - 1; i >= 0; i--)
        {
            if (errors[i] is ErrorRecord record && record.Exception is not StageRefusedException)
            {
                failed = true;
                if (!silent)
                {
                    Append(isError: true, $"{name}: {record.Exception.Message}", null);
                }
            }
        }

        return count > 0;
    }

    private static bool Innermost<T>(Exception? exception)
    {
        for (int depth = 0; exception is not null && depth < 20; depth++, exception = exception.InnerException)
        {
            if (exception is T)
            {
                return true;
            }
        }

        return false;
    }

    private void Write(OpenFile target, OpenFile errorTarget)
    {
        ArrayBufferWriter<byte> bytes, messages;
        List<(int Offset, object Value)> values;
        lock (gate)
        {
            (bytes, output, spareOutput) = (output, spareOutput, output);
            (messages, errors, spareErrors) = (errors, spareErrors, errors);
            (values, objects, spareObjects) = (objects, spareObjects, objects);
        }

        pump.Changed();
        try
        {
            if (messages.WrittenCount > 0)
            {
                errorTarget.Write(messages.WrittenSpan, cancellation);
            }

            if (bytes.WrittenCount > 0 && !refused)
            {
                long start = target.WritePosition;
                foreach ((int offset, object value) in values)
                {
                    target.Objects?.Add(start + offset, value);
                }

                target.Write(bytes.WrittenSpan, cancellation);
            }
        }
        catch (Exception e) when (e is BrokenPipeException or OperationCanceledException)
        {
            Volatile.Write(ref refused, true);
            pump.Changed();
        }

        bytes.ResetWrittenCount();
        messages.ResetWrittenCount();
        values.Clear();
    }

    private void Format(object value)
    {
        formatter ??= new ObjectFormatter();
        if (carries)
        {
            formatted.Add(value);
        }

        AppendFormatted(formatter.Add(value));
    }

    private void FlushFormatter()
    {
        if (formatter is { } open)
        {
            formatter = null;
            AppendFormatted(open.End());
            formatted.Clear();
        }
    }

    private void AppendFormatted(IEnumerable<string> ready)
    {
        if (!carries)
        {
            foreach (string line in ready)
            {
                Append(isError: false, line, null);
            }

            return;
        }

        List<string> lines = [.. ready];
        if (lines.Count == 0)
        {
            return;
        }

        List<int> rows = Rows(lines);
        if (rows.Count > formatted.Count)
        {
            // Several lines an object, as a list has: the last one is the last object's.
            rows = formatted.Count == 1 ? [rows[^1]] : [];
            formatted.RemoveRange(0, formatted.Count == 1 ? 0 : formatted.Count);
        }

        int row = 0;
        for (int i = 0; i < lines.Count; i++)
        {
            bool isRow = row < rows.Count && rows[row] == i;
            Append(isError: false, lines[i], isRow ? new StageObject(formatted[row++]) : StageObject.None);
        }

        formatted.RemoveRange(0, row);
    }

    // The lines that can show objects: in a table those below its rule.
    private static List<int> Rows(List<string> lines)
    {
        int rule = lines.FindIndex(static line => line.Contains('-') && line.AsSpan().IndexOfAnyExcept('-', ' ') < 0);
        var rows = new List<int>();
        for (int i = rule + 1; i < lines.Count; i++)
        {
            if (lines[i].Length > 0)
            {
                rows.Add(i);
            }
        }

        return rows;
    }

    private void Append(bool isError, string line, object? carried)
    {
        lock (gate)
        {
            // The other thread takes the buffers away under the same lock.
            ArrayBufferWriter<byte> writer = isError ? errors : output;
            if (carried is not null)
            {
                objects.Add((output.WrittenCount, carried));
            }

            Span<byte> room = writer.GetSpan((line.Length * 3) + 1);
            int count = EscapedUtf8.Encode(line, room);
            room[count++] = (byte)'\n';
            writer.Advance(count);
            ready = true;
            Monitor.PulseAll(gate);
        }
    }

    // What is left of a command that did not come to its end is put away where it was made, if that still is possible.
    private void Discard()
    {
        if (pipeline is null)
        {
            return;
        }

        try
        {
            pump.RunOnCaller(() =>
            {
                formatter?.Dispose();
                pipeline.Dispose();
            });
        }
        catch (Exception e) when (e is OperationCanceledException or RuntimeException or ObjectDisposedException)
        {
            // The caller is gone, and its pipelines with it.
        }
    }
}
