using System.Buffers;
using System.Text.Json;
using BashTool.Core.Files;

namespace BashTool.Core.Sandbox.Hooks;

/// <summary>Records what scripts do, one JSON object a line: before it is done what might not come back, afterwards everything.</summary>
/// <param name="stream">Where the lines go; each is written at once.</param>
/// <param name="interests">The kinds of events that are recorded.</param>
public sealed class AuditLog(Stream stream, HookInterests interests = HookInterests.All) : ShellHook, IDisposable
{
    private readonly Lock gate = new();
    private readonly ArrayBufferWriter<byte> buffer = new();
    private long sequence;

    public override HookInterests Interests => interests;

    public override void Before(CommandLineEvent line) => Write(line, "start", writer => writer.WriteString("text", line.Text));

    public override void After(CommandLineEvent line) => Write(line, "end", writer =>
    {
        Number(writer, "exitCode", line.ExitCode);
        if (line.Limit is { } limit)
        {
            writer.WriteStartObject("limit");
            writer.WriteString("code", limit.Code);
            writer.WriteString("name", limit.Name);
            writer.WriteString("value", limit.Text);
            writer.WriteEndObject();
        }
    });

    public override void After(CommandEvent command) => Write(command, "end", writer =>
    {
        Texts(writer, "words", command.Words);
        writer.WriteString("sort", command.Sort.ToString());
        writer.WriteString("directory", command.WorkingDirectory.Text);
        writer.WriteNumber("line", command.Line);
        Number(writer, "exitCode", command.ExitCode);
    });

    public override void After(FileEvent file) => Write(file, "end", writer =>
    {
        writer.WriteString("action", file.Action.ToString());
        writer.WriteString("path", file.Path.Text);
        if (!file.Target.IsEmpty)
        {
            writer.WriteString("target", file.Target.Text);
        }

        if (file.Action == FileAction.Open)
        {
            writer.WriteString("mode", file.Mode.ToString());
        }

        if (file.Error != FileError.None)
        {
            writer.WriteString("error", file.Error.ToString());
        }
    });

    public override void Before(ProcessEvent process) => Process(process, "start");

    public override void After(ProcessEvent process) => Process(process, "end");

    public override void Before(NetworkEvent request) => Request(request, "start");

    public override void After(NetworkEvent request) => Request(request, "end");

    public void Dispose()
    {
        lock (gate)
        {
            stream.Dispose();
        }
    }

    // Values in the environment may be secrets: names are enough.
    private void Process(ProcessEvent process, string phase) => Write(process, phase, writer =>
    {
        writer.WriteString("program", process.Program.Text);
        Texts(writer, "arguments", process.Arguments);
        writer.WriteString("directory", process.WorkingDirectory.Text);
        writer.WriteStartArray("environment");
        foreach ((string name, _) in process.Environment)
        {
            writer.WriteStringValue(name);
        }

        writer.WriteEndArray();
        Number(writer, "processId", process.ProcessId);
        Number(writer, "exitCode", process.ExitCode);
    });

    private void Request(NetworkEvent request, string phase) => Write(request, phase, writer =>
    {
        writer.WriteString("method", request.Method);
        writer.WriteString("address", request.Address.GetComponents(UriComponents.AbsoluteUri & ~UriComponents.UserInfo, UriFormat.UriEscaped));
        Number(writer, "statusCode", request.StatusCode);
        if (request.BytesReceived is { } bytes)
        {
            writer.WriteNumber("bytesReceived", bytes);
        }

        if (request.Error is { } error)
        {
            writer.WriteString("error", error);
        }
    });

    private static void Number(Utf8JsonWriter writer, string name, int? value)
    {
        if (value is { } number)
        {
            writer.WriteNumber(name, number);
        }
    }

    private static void Texts(Utf8JsonWriter writer, string name, IReadOnlyList<string> values)
    {
        writer.WriteStartArray(name);
        foreach (string value in values)
        {
            writer.WriteStringValue(value);
        }

        writer.WriteEndArray();
    }

    private void Write(HookEvent happening, string phase, Action<Utf8JsonWriter> body)
    {
        lock (gate)
        {
            buffer.ResetWrittenCount();
            using (var writer = new Utf8JsonWriter(buffer, new JsonWriterOptions { Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping }))
            {
                writer.WriteStartObject();
                writer.WriteNumber("sequence", ++sequence);
                writer.WriteString("time", happening.Time + happening.Duration);
                writer.WriteString("kind", happening.Kind);
                writer.WriteString("phase", phase);
                writer.WriteNumber("id", happening.Id);
                if (happening.CorrelationId.Length > 0)
                {
                    writer.WriteString("correlationId", happening.CorrelationId);
                }

                body(writer);
                if (phase == "end")
                {
                    writer.WriteNumber("milliseconds", Math.Round(happening.Duration.TotalMilliseconds, 3));
                }

                if (happening.Denial is { } denial)
                {
                    writer.WriteStartObject("denied");
                    writer.WriteString("code", denial.Code);
                    writer.WriteString("reason", denial.Reason);
                    writer.WriteEndObject();
                }

                writer.WriteEndObject();
            }

            buffer.Write("\n"u8);
            stream.Write(buffer.WrittenSpan);
            stream.Flush();
        }
    }
}
