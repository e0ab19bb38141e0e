using System.Diagnostics;

namespace BashTool.Fuzzing;

/// <summary>Runs the GNU tool as a process.</summary>
public sealed class RealRunner(Scratch scratch)
{
    private const int MostOutput = 1 << 20;
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(5);

    /// <summary>Where the tool is; null if it is not installed.</summary>
    public static string? Find(string program) =>
        new[] { "/usr/bin/", "/bin/" }.Select(d => d + program).FirstOrDefault(File.Exists);

    public Outcome Run(Round round, string program)
    {
        scratch.LayOut(round);
        var start = new ProcessStartInfo(program)
        {
            WorkingDirectory = scratch.Path,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        foreach (string word in round.Arguments)
        {
            start.ArgumentList.Add(word);
        }

        start.Environment.Clear();
        foreach ((string name, string value) in Surroundings.Environment)
        {
            start.Environment[name] = value;
        }

        using Process process = Process.Start(start)!;
        using var stop = new CancellationTokenSource(Limit);
        using CancellationTokenRegistration registration = stop.Token.Register(() => process.Kill());
        Task<byte[]> output = Task.Run(() => ReadAll(process.StandardOutput.BaseStream, process));
        Task<byte[]> error = Task.Run(() => ReadAll(process.StandardError.BaseStream, process));
        try
        {
            process.StandardInput.BaseStream.Write(round.Input);
            process.StandardInput.Close();
        }
        catch (IOException)
        {
            // It ended without reading its input.
        }

        process.WaitForExit();
        byte[] outputBytes = output.Result;
        byte[] errorBytes = error.Result;
        return new Outcome(process.ExitCode, Surroundings.WithoutNow(outputBytes), Surroundings.Normalize(errorBytes, program, scratch.Path), scratch.Tree())
        {
            Trouble = stop.IsCancellationRequested ? "time" : outputBytes.Length >= MostOutput ? "size" : null,
        };
    }

    private static byte[] ReadAll(Stream stream, Process process)
    {
        var all = new MemoryStream();
        byte[] buffer = new byte[16 * 1024];
        int count;
        while ((count = stream.Read(buffer)) > 0)
        {
            all.Write(buffer, 0, count);
            if (all.Length >= MostOutput)
            {
                process.Kill();
                break;
            }
        }

        return all.ToArray();
    }
}
