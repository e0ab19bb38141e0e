using BashTool.Commands;
using BashTool.Core.Builtins;
using BashTool.Core.Execution;
using BashTool.Core.Expansion;
using BashTool.Core.Files;
using BashTool.Core.Interpreter;
using BashTool.Core.Sandbox;

namespace BashTool.Host.Tests;

public sealed class PlanPrinterTests : IDisposable
{
    private readonly string directory = Directory.CreateTempSubdirectory("bashtool-plan-").FullName;

    public void Dispose() => Directory.Delete(directory, recursive: true);

    private static (int Status, string Output, string Error) Print(params string[] arguments)
    {
        var capabilities = new HostCapabilities(
            StandardCommands.NewCatalog(), BuiltinCatalog.Contains, new SandboxPolicy(), "", HostPath.OfThisMachine(Path.GetTempPath()));
        var output = new StringWriter { NewLine = "\n" };
        var error = new StringWriter { NewLine = "\n" };
        int status = PlanPrinter.Print(ShellCommandLine.Parse(arguments, new ShellOptions()), new BashTool.Core.Planning.PipelinePlanner(capabilities), output, error);
        return (status, output.ToString(), error.ToString());
    }

    [Fact]
    public void A_command_string_is_planned_and_not_run()
    {
        (int status, string output, string error) = Print("-c", $"cat f | head > {directory}/made");
        Assert.Equal((0, ""), (status, error));
        Assert.Contains("strategy:   InProcess", output);
        Assert.Contains("cat f", output);
        Assert.Empty(Directory.EnumerateFileSystemEntries(directory));
    }

    [Fact]
    public void A_file_is_planned()
    {
        string file = Path.Combine(directory, "s.sh");
        File.WriteAllText(file, "no-such-command-here\n");
        (int status, string output, _) = Print(file);
        Assert.Equal(0, status);
        Assert.Contains("strategy:   Fail", output);
    }

    [Fact]
    public void A_syntax_error_is_told_as_bash_tells_it()
    {
        (int status, string output, string error) = Print("-c", "echo )");
        Assert.Equal((2, ""), (status, output));
        Assert.Equal("bash: -c: line 1: syntax error near unexpected token `)'\nbash: -c: line 1: `echo )'\n", error);
    }

    [Fact]
    public void A_file_that_is_not_there_is_127_and_a_directory_126()
    {
        Assert.Equal((127, "", $"bash: {directory}/none: No such file or directory\n"), Print(directory + "/none"));
        Assert.Equal((126, "", $"bash: {directory}: Is a directory\n"), Print(directory));
    }
}
