using System.Buffers;
using System.Collections;
using System.Globalization;
using System.Management.Automation;
using BashTool.Core.Files;
using BashTool.Core.Streams;
using BashTool.Core.Text;
using BashTool.PowerShell.Pump;

namespace BashTool.PowerShell.Cmdlets;

// What goes in and what comes out.
public sealed partial class InvokeBashCmdlet
{
    private readonly LineSplitter outputLines = new();
    private readonly LineSplitter errorLines = new();
    private Action<string>? writeLine;
    private Action<string>? writeErrorLine;
    private ArrayBufferWriter<byte>? resultOutput;
    private ArrayBufferWriter<byte>? resultError;
    private bool outputTruncated;
    private bool errorTruncated;
    private ObjectLines? objectLines;
    private JsonLines? json;
    private byte[] encoded = new byte[256];
    private ObjectFormatter? formatter;

    // Input: one object of the pipeline. While there is no room for it, output is passed on.
    private void Feed(PSObject? input)
    {
        if (input is null || pump!.Input!.IsAbandoned)
        {
            PassOn();
            return;
        }

        switch (input.BaseObject)
        {
            case string text:
                FlushFormatter();
                GiveLine(text);
                break;
            case byte[] bytes:
                FlushFormatter();
                Give(bytes);
                break;
            case byte single:
                FlushFormatter();
                Give([single]);
                break;
            case FileSystemInfo file:
                FlushFormatter();
                GiveLine(engine!.Sandbox.Files.ToVirtual(HostPath.OfThisMachine(file.FullName))?.Text ?? file.FullName);
                break;
            case char or bool:
                FlushFormatter();
                GiveLine(input.BaseObject.ToString()!);
                break;
            case IFormattable number when number.GetType().IsPrimitive || number is decimal:
                FlushFormatter();
                GiveLine(number.ToString(null, CultureInfo.InvariantCulture));
                break;
            case IList list when !MyInvocation.ExpectingInput:
                foreach (object? item in list)
                {
                    Feed(item is null ? null : PSObject.AsPSObject(item));
                }

                break;
            default:
                if (InputAs == InputFormat.Json)
                {
                    GiveLine(JsonLines.ToJson(input));
                    break;
                }

                formatter ??= new ObjectFormatter();
                GiveLines(formatter.Add(input));
                break;
        }

        PassOn();
    }

    private void EndInput()
    {
        if (pump!.Input is { } input)
        {
            FlushFormatter();
            input.Finish();
        }
    }

    private void FlushFormatter()
    {
        if (formatter is { } open)
        {
            formatter = null;
            GiveLines(open.End());
        }
    }

    private void GiveLines(IEnumerable<string> lines)
    {
        foreach (string line in lines)
        {
            GiveLine(line);
        }
    }

    private void GiveLine(string text)
    {
        int most = (text.Length * 3) + 1;
        if (most > encoded.Length)
        {
            encoded = new byte[Math.Max(most, encoded.Length * 2)];
        }

        int count = EscapedUtf8.Encode(text, encoded);
        encoded[count++] = (byte)'\n';
        Give(encoded.AsSpan(0, count));
    }

    private void Give(ReadOnlySpan<byte> bytes)
    {
        while (!pump!.Input!.TryGive(bytes))
        {
            if (pump.IsStopped)
            {
                return;
            }

            pump.WaitForRoom();
            Drain();
            ShowProgress();
        }
    }

    // While the pipeline still delivers, output goes on as soon as it is there.
    private void PassOn()
    {
        if (pump!.HasOutput || pump.HasWork)
        {
            Drain();
        }
    }

    private void Drain()
    {
        MessagePump current = pump!;
        current.DoWork();
        if (current.Output.HasBytes)
        {
            int count = current.Output.Take(ref engine!.OutputArray);
            WriteOutput(engine.OutputArray.AsSpan(0, count));
        }

        if (current.Error.HasBytes)
        {
            int count = current.Error.Take(ref engine!.ErrorArray);
            WriteErrors(engine.ErrorArray.AsSpan(0, count));
        }
    }

    private void DrainRest()
    {
        Drain();
        TakeOver();
        if (outputLines.TakeRest() is { } line)
        {
            WriteObject(line);
        }

        objectLines?.Finish();
        json?.Finish();

        if (errorLines.TakeRest() is { } message)
        {
            WriteErrorLine(message);
        }
    }

    private void WriteOutput(ReadOnlySpan<byte> bytes)
    {
        if (Collects)
        {
            Collect(ref resultOutput, bytes, ref outputTruncated);
        }
        else if (AsObject)
        {
            (objectLines ??= NewObjectLines()).Split(bytes);
        }
        else if (AsByteStream)
        {
            WriteObject(bytes.ToArray(), enumerateCollection: true);
        }
        else
        {
            outputLines.Split(bytes, writeLine ??= WriteObject);
        }
    }

    private void WriteErrors(ReadOnlySpan<byte> bytes)
    {
        if (Collects)
        {
            Collect(ref resultError, bytes, ref errorTruncated);
        }
        else
        {
            errorLines.Split(bytes, writeErrorLine ??= WriteErrorLine);
        }
    }

    private void Collect(ref ArrayBufferWriter<byte>? writer, ReadOnlySpan<byte> bytes, ref bool truncated)
    {
        writer ??= new ArrayBufferWriter<byte>();
        int room = MaxOutputBytes - writer.WrittenCount;
        if (bytes.Length > room)
        {
            truncated = true;
            bytes = bytes[..Math.Max(0, room)];
        }

        writer.Write(bytes);
    }

    private ObjectLines NewObjectLines()
    {
        json = new JsonLines(base.WriteObject);
        return new ObjectLines(pump!.Output.Objects!, (line, value) =>
        {
            linesGiven++;
            if (value is null)
            {
                json.Add(line);
            }
            else if (value is Stages.StageObject carried)
            {
                if (carried.Value is not null)
                {
                    json.Finish();
                    base.WriteObject(carried.Value);
                }
            }
            else if (value != LineObjects.Decoration)
            {
                json.Finish();
                if (value is DateTimeOffset)
                {
                    // A view of our own, and none for the dates of others.
                    PSObject date = PSObject.AsPSObject(value);
                    date.TypeNames.Insert(0, "BashTool.Date");
                    value = date;
                }

                base.WriteObject(value);
            }
        });
    }

    private void WriteErrorLine(string line)
    {
        if (Collects)
        {
            Collect(ref resultError, EscapedUtf8.Encode(line + "\n"), ref errorTruncated);
            return;
        }

        switch (StandardError)
        {
            case StandardErrorMode.Host:
                WriteToHost(line);
                break;
            case StandardErrorMode.Error:
                WriteError(new ErrorRecord(new InvalidOperationException(line), "BashStandardError", ErrorCategory.NotSpecified, null));
                break;
            case StandardErrorMode.Output:
                WriteObject(line);
                break;
        }
    }

    private void WriteToHost(string line)
    {
        // A host without a user interface has nobody to show it to; the information stream keeps it.
        if (Host?.UI is { } user)
        {
            try
            {
                user.WriteErrorLine(line);
                return;
            }
            catch (Exception e) when (e is System.Management.Automation.Host.HostException or NotImplementedException)
            {
            }
        }

        WriteInformation(line, ["BashStandardError"]);
    }

    private static string TakeResult(ref ArrayBufferWriter<byte>? writer)
    {
        if (writer is null)
        {
            return "";
        }

        ReadOnlySpan<byte> bytes = writer.WrittenSpan;
        if (bytes.EndsWith("\n"u8))
        {
            bytes = bytes[..^1];
        }

        writer = null;
        return EscapedUtf8.Decode(bytes);
    }

    private void WriteObject(string line)
    {
        linesGiven++;
        if (PassThru)
        {
            WriteInformation(line, ["BashStandardOutput"]);
        }
        else
        {
            base.WriteObject(line);
        }
    }
}
