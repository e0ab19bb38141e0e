using System.Diagnostics;

namespace BashTool.Fuzzing;

/// <summary>Makes patches, with the real diff.</summary>
public static class DiffMaker
{
    private static readonly string[] Formats = ["-u", "-u", "-U1", "-U0", "-c", "-C1", "", "-u5"];

    public static byte[] Make(Random random, byte[] old, byte[] fresh)
    {
        string directory = Directory.CreateTempSubdirectory("bashtool-diff-").FullName;
        try
        {
            File.WriteAllBytes(Path.Combine(directory, "f1"), old);
            File.WriteAllBytes(Path.Combine(directory, "f1.new"), fresh);
            string format = Formats[random.Next(Formats.Length)];
            List<string> arguments = format.Length > 0 ? [format, "-a"] : ["-a"];
            if (format.Length > 0)
            {
                arguments.AddRange(["--label", "f1", "--label", random.Next(4) == 0 ? "f1.new" : "f1"]);
            }

            var start = new ProcessStartInfo("/usr/bin/diff", [.. arguments, "f1", "f1.new"]) { WorkingDirectory = directory, RedirectStandardOutput = true, RedirectStandardError = true };
            using Process process = Process.Start(start)!;
            var all = new MemoryStream();
            process.StandardOutput.BaseStream.CopyTo(all);
            process.WaitForExit();
            return all.ToArray();
        }
        finally
        {
            Directory.Delete(directory, recursive: true);
        }
    }
}
