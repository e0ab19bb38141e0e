using System.Diagnostics;
using BashTool.Core.Files;
using BashTool.Core.Streams;

namespace BashTool.Core.Execution;

/// <summary>A program started on Windows. Its three standard streams are pumped; other descriptors cannot be passed.</summary>
internal sealed class WindowsProcess : INativeProcess
{
    private static readonly TimeSpan PatienceAfterBrokenPipe = TimeSpan.FromMilliseconds(300);

    private readonly Process process;
    private readonly List<Thread> pumps = [];
    private readonly CancellationTokenSource ended = new();
    private WindowsJob? job;
    private bool wroteToNobody;

    private WindowsProcess(Process process) => this.process = process;

    public int Id => process.Id;

    public static WindowsProcess Start(NativeProgram program)
    {
        var start = new ProcessStartInfo(program.Path.ToString())
        {
            WorkingDirectory = program.WorkingDirectory.ToString(),
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            UseShellExecute = false,
            CreateNoWindow = true,
        };
        if (CommandInterpreterLine.IsBatchFile(program.Path.Text))
        {
            // A batch file is run by cmd, which reads the line by rules of its own.
            start.FileName = System.Environment.GetEnvironmentVariable("ComSpec") ?? "cmd.exe";
            start.Arguments = CommandInterpreterLine.ForBatchFile(program.Path.Text, program.Arguments.Skip(1));
        }
        else if (CommandInterpreterLine.IsInterpreter(program.Path.Text))
        {
            start.Arguments = CommandInterpreterLine.ForInterpreter(program.Arguments.Skip(1));
        }
        else
        {
            foreach (string argument in program.Arguments.Skip(1))
            {
                start.ArgumentList.Add(argument);
            }
        }

        start.Environment.Clear();
        foreach ((string name, string value) in program.Environment)
        {
            start.Environment[name] = value;
        }

        Process process;
        try
        {
            process = Process.Start(start)!;
        }
        catch (System.ComponentModel.Win32Exception e)
        {
            const int badFormat = 193;
            const int fileNotFound = 2;
            FileError error = e.NativeErrorCode switch { badFormat => FileError.ENOEXEC, fileNotFound => FileError.ENOENT, _ => FileError.EACCES };
            throw new FileSystemException(error, program.Path.ToString());
        }

        var running = new WindowsProcess(process) { job = WindowsJob.TryAssign(process) };
        OpenFile? File(int number) => program.Descriptors.FirstOrDefault(d => d.Number == number).File;
        running.Feed(File(0));
        running.Drain(process.StandardOutput.BaseStream, File(1));
        running.Drain(process.StandardError.BaseStream, File(2));
        return running;
    }

    public int Wait(CancellationToken cancellation)
    {
        Blocking.Announce();
        using CancellationTokenRegistration registration = cancellation.Register(End);
        process.WaitForExit();
        ended.Cancel();
        pumps.ForEach(static pump => pump.Join());
        job?.Dispose();
        cancellation.ThrowIfCancellationRequested();
        const int brokenPipe = 141;
        return Volatile.Read(ref wroteToNobody) ? brokenPipe : StatusOf(process.ExitCode);
    }

    /// <summary>The status of an exit code: its last byte, but never 0 for what is none, and what ended a program as a signal would.</summary>
    internal static int StatusOf(int code) => (uint)code switch
    {
        0xC0000005 => 139,
        0xC000013A => 130,
        0xC0000135 => 127,
        not 0 and var number when (number & 0xFF) == 0 => 1,
        var number => (int)(number & 0xFF),
    };

    public bool Signal(int number)
    {
        if (process.HasExited)
        {
            return false;
        }

        if (number != 0)
        {
            End();
        }

        return true;
    }

    private void End()
    {
        job?.End();
        try
        {
            process.Kill(entireProcessTree: true);
        }
        catch (InvalidOperationException)
        {
            // It ended by itself in the meantime.
        }
    }

    private void Feed(OpenFile? source)
    {
        if (source is null)
        {
            process.StandardInput.Close();
            return;
        }

        source.AddReference();
        StartPump(() =>
        {
            try
            {
                using Stream input = process.StandardInput.BaseStream;
                while (true)
                {
                    ReadOnlySpan<byte> there = source.Peek(ended.Token);
                    if (there.IsEmpty)
                    {
                        return;
                    }

                    input.Write(there);
                    input.Flush();
                    source.Advance(there.Length);
                }
            }
            catch (Exception e) when (e is OperationCanceledException or IOException)
            {
                // The program ended, or closed its input, before the input's end.
            }
            finally
            {
                source.Release();
            }
        });
    }

    private void Drain(Stream output, OpenFile? target) => StartPump(() =>
    {
        byte[] block = new byte[64 * 1024];
        try
        {
            for (int count; (count = output.Read(block)) > 0;)
            {
                target?.Write(block.AsSpan(0, count), CancellationToken.None);
                target?.Flush();
            }
        }
        catch (IOException)
        {
            // Nobody reads any more. On Unix the next write would end the program; here many a program never looks.
            output.Dispose();
            if (!process.WaitForExit(PatienceAfterBrokenPipe))
            {
                Volatile.Write(ref wroteToNobody, true);
                End();
            }
        }
    });

    private void StartPump(ThreadStart body)
    {
        var pump = new Thread(body, 256 * 1024) { IsBackground = true, Name = "native stream" };
        pumps.Add(pump);
        pump.Start();
    }
}
