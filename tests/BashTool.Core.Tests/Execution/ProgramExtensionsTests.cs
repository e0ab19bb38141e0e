using BashTool.Core.Execution;

namespace BashTool.Core.Tests.Execution;

public sealed class ProgramExtensionsTests
{
    [Theory]
    [InlineData("git.exe", true)]
    [InlineData("GIT.EXE", true)]
    [InlineData("build.cmd", true)]
    [InlineData("a.b.bat", true)]
    [InlineData("x.com", true)]
    [InlineData("x.sh", false)]
    [InlineData("exe", false)]
    [InlineData("x.exe.txt", false)]
    [InlineData("", false)]
    public void A_program_is_known_by_its_ending(string name, bool isProgram) => Assert.Equal(isProgram, ProgramExtensions.IsProgram(name));
}
