using BashTool.Core.Interpreter;
using BashTool.Core.Planning;
using BashTool.Core.Syntax;
using BashTool.Core.Text;

namespace BashTool.Host;

/// <summary><c>--plan</c>: what would be run and how.</summary>
internal static class PlanPrinter
{
    /// <summary>Prints the plan of the script that a command line names.</summary>
    /// <returns>0; 2 for a syntax error; 126 or 127 where the script cannot be read.</returns>
    public static int Print(ShellCommandLine line, PipelinePlanner planner, TextWriter output, TextWriter error, Func<string, SandboxVerdict>? validate = null)
    {
        string text;
        string name = "bash: ";
        if (line.CommandString is { } command)
        {
            text = command;
            name = "bash: -c: ";
        }
        else if (line.Arguments.Count > 0 && !line.ReadsStandardInput)
        {
            string file = line.Arguments[0];
            name = file + ": ";
            try
            {
                text = EscapedUtf8.Decode(File.ReadAllBytes(file));
            }
            catch (Exception e) when (e is FileNotFoundException or DirectoryNotFoundException)
            {
                error.WriteLine($"bash: {file}: No such file or directory");
                return 127;
            }
            catch (Exception e) when (e is IOException or UnauthorizedAccessException)
            {
                error.WriteLine($"bash: {file}: {(Directory.Exists(file) ? "Is a directory" : "Permission denied")}");
                return 126;
            }
        }
        else
        {
            using Stream input = Console.OpenStandardInput();
            var content = new MemoryStream();
            input.CopyTo(content);
            text = EscapedUtf8.Decode(content.GetBuffer().AsSpan(0, (int)content.Length));
        }

        try
        {
            output.Write(PlanText.Render(planner.Plan(text)));
            if (validate?.Invoke(text) is { Findings.Count: > 0 } verdict)
            {
                output.WriteLine($"sandbox {verdict.Profile}: {verdict}");
                foreach (SandboxFinding finding in verdict.Findings)
                {
                    string remedy = finding.Remedy.Length == 0 ? "" : "; " + finding.Remedy;
                    output.WriteLine($"  {finding.Line}:{finding.Column} {finding.Severity.ToString().ToLowerInvariant()} {finding.Code}: {finding.Message} ({finding.Reason}{remedy})");
                }
            }

            return 0;
        }
        catch (SyntaxErrorException e)
        {
            foreach (string message in e.FormatLines(name))
            {
                error.WriteLine(message);
            }

            return 2;
        }
    }
}
