using System.Diagnostics;
using System.Runtime.CompilerServices;
using System.Text;
using System.Xml.Linq;

namespace BashTool.PowerShell.Tests;

/// <summary>Runs the Pester tests of tests/PowerShell in a real PowerShell, against the module as it was assembled.</summary>
public sealed class PesterTests
{
    private const string Probe =
        "if ($PSVersionTable.PSVersion -lt [version]'7.6') { exit 3 }; if (-not (Get-Module -ListAvailable Pester | Where-Object Version -ge '5.0')) { exit 4 }";

    [Fact]
    public async Task The_module_passes_in_a_real_PowerShell()
    {
        string? pwsh = FindPwsh();
        Assert.SkipWhen(pwsh is null, "There is no pwsh on PATH.");
        (int status, string output) = await Run(pwsh, ["-NoProfile", "-NonInteractive", "-Command", Probe]);
        Assert.SkipWhen(status == 3, "The pwsh on PATH is older than 7.6.");
        Assert.SkipWhen(status == 4, "The pwsh on PATH has no Pester 5.");
        Assert.True(status == 0, output);

        string root = Root();
        string report = Path.Combine(Path.GetTempPath(), $"bashtool-pester-{Guid.NewGuid():N}.xml");
        try
        {
            (status, output) = await Run(pwsh, ["-NoProfile", "-NonInteractive", "-File", Path.Combine(root, "tests", "PowerShell", "Run.ps1"), "-Report", report]);
            Assert.True(File.Exists(report), output);
            XElement results = XDocument.Load(report).Root!;
            Assert.True((int)results.Attribute("total")! > 0, "Pester found no tests.");
            Assert.True(status == 0, Failures(results) + "\n" + output);
        }
        finally
        {
            File.Delete(report);
        }
    }

    private static string Failures(XElement results)
    {
        var text = new StringBuilder();
        foreach (XElement test in results.Descendants("test-case").Where(static t => (string?)t.Attribute("result") is not ("Success" or "Ignored" or "Skipped")))
        {
            text.Append(test.Attribute("name")!.Value).Append(": ").AppendLine(test.Descendants("message").FirstOrDefault()?.Value);
        }

        return text.ToString();
    }

    private static async Task<(int Status, string Output)> Run(string program, string[] arguments)
    {
        var start = new ProcessStartInfo(program, arguments) { RedirectStandardOutput = true, RedirectStandardError = true, RedirectStandardInput = true };
        start.Environment["NO_COLOR"] = "1";
        using Process process = Process.Start(start)!;
        process.StandardInput.Close();
        Task<string> output = process.StandardOutput.ReadToEndAsync();
        Task<string> error = process.StandardError.ReadToEndAsync();
        using var time = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        time.CancelAfter(TimeSpan.FromMinutes(10));
        try
        {
            await process.WaitForExitAsync(time.Token);
        }
        catch (OperationCanceledException)
        {
            process.Kill(entireProcessTree: true);
            throw;
        }

        return (process.ExitCode, await output + await error);
    }

    private static string? FindPwsh()
    {
        string name = OperatingSystem.IsWindows() ? "pwsh.exe" : "pwsh";
        return (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries)
            .Select(directory => Path.Combine(directory, name)).FirstOrDefault(File.Exists);
    }

    private static string Root([CallerFilePath] string here = "") => Path.GetFullPath(Path.Combine(Path.GetDirectoryName(here)!, "..", ".."));
}
