using System.Diagnostics;

namespace BashTool.Host.Tests;

public sealed class RawArgumentsTests
{
    [Fact]
    public void A_byte_that_is_not_UTF_8_in_an_argument_stays_what_it_is()
    {
        string executable = Path.Combine(AppContext.BaseDirectory, "bashtool");
        Assert.SkipUnless(OperatingSystem.IsLinux() && File.Exists(executable), "only Linux shows a process its arguments as they are");
        var start = new ProcessStartInfo("/bin/sh") { RedirectStandardOutput = true };
        start.ArgumentList.Add("-c");
        start.ArgumentList.Add("""exec "$0" -c 'printf %s "$1 $2" | od -An -tx1' x "$(printf '\377a')" é""");
        start.ArgumentList.Add(executable);
        using Process process = Process.Start(start)!;
        Assert.Equal(" ff 61 20 c3 a9\n", process.StandardOutput.ReadToEnd());
        process.WaitForExit();
        Assert.Equal(0, process.ExitCode);
    }
}
