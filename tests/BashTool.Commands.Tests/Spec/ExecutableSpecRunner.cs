using System.Diagnostics;
using System.Text;

namespace BashTool.Commands.Tests.Spec;

/// <summary>Replays a case with an executable that takes bash's arguments.</summary>
public sealed class ExecutableSpecRunner(string executable) : ISpecRunner
{
    public SpecResult Run(SpecCase @case, SpecWorkspace workspace, CancellationToken cancellation)
    {
        // A child of .NET would ignore SIGPIPE, and writers without readers would complain instead of ending.
        var reset = OperatingSystem.IsLinux();
        var start = new ProcessStartInfo(reset ? "/usr/bin/env" : executable)
        {
            WorkingDirectory = workspace.Root,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        if (reset)
        {
            start.ArgumentList.Add("--default-signal=PIPE");
            start.ArgumentList.Add(executable);
        }

        start.Environment.Clear();
        if (OperatingSystem.IsWindows())
        {
            // No program of Windows works without these.
            foreach (var name in (string[])["SystemRoot", "SystemDrive", "TEMP", "TMP", "USERPROFILE", "PATHEXT", "ComSpec"])
            {
                if (Environment.GetEnvironmentVariable(name) is { } value)
                {
                    start.Environment[name] = value;
                }
            }
        }

        foreach (var (name, value) in SpecEnvironment.Of(@case, workspace.SeenAs))
        {
            start.Environment[name] = value;
        }

        var input = @case.Stdin ?? [];
        switch (@case.Runner)
        {
            case "-c":
                start.ArgumentList.Add("-c");
                start.ArgumentList.Add(Encoding.UTF8.GetString(@case.Script));
                break;
            case "file":
                start.ArgumentList.Add("script.sh");
                break;
            default:
                input = [.. @case.Script, (byte)'\n', .. input];
                break;
        }

        using var process = Process.Start(start)!;
        using var stop = cancellation.Register(() => process.Kill(entireProcessTree: true));
        var stdout = ReadAll(process.StandardOutput.BaseStream);
        var stderr = ReadAll(process.StandardError.BaseStream);
        try
        {
            process.StandardInput.BaseStream.Write(input);
            process.StandardInput.Close();
        }
        catch (IOException)
        {
            // The script ended without reading its input.
        }

        process.WaitForExit();
        return new SpecResult(
            SpecWorkspace.Normalise(stdout.GetAwaiter().GetResult(), workspace.SeenAs),
            SpecWorkspace.Normalise(stderr.GetAwaiter().GetResult(), workspace.SeenAs),
            process.ExitCode);
    }

    private static Task<byte[]> ReadAll(Stream stream) => Task.Run(() =>
    {
        var all = new MemoryStream();
        stream.CopyTo(all);
        return all.ToArray();
    });
}
